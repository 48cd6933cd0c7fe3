/* Keys of the review. All of it works as plain links and forms; the keys only press them. */
"use strict";
(() => {
  const $ = (selector) => document.querySelector(selector);
  const form = $("[data-judge]");
  const typing = (where) => where.matches("input:not([type=radio]), textarea, select");
  const go = (link) => { if (link) location.href = link.href; };

  const choose = (key) => {
    const radio = $(`[data-judge] [data-key="${key}"]`);
    if (!radio) return false;
    radio.checked = true;
    const other = radio.hasAttribute("data-of-two") ? $("[data-judge] [name=other]") : null;
    (other && !other.value ? other : $("[data-judge] [name=why]")).focus();
    return true;
  };
  const keys = {
    j: () => go($("a[rel=next]")),
    k: () => go($("a[rel=prev]")),
    e: () => $("[data-judge] [name=why]")?.focus(),
    u: () => $("[data-undo]")?.requestSubmit(),
  };
  /* Before the keys of the whole page, which leave alone what was answered here. */
  let leading = false;
  document.addEventListener("keydown", (event) => {
    if ($("dialog[open]")) return;
    const plain = !event.ctrlKey && !event.metaKey && !event.altKey;
    if (event.key === "Enter" && form?.contains(event.target)) {
      const commits = event.target.matches("textarea, input[type=radio]") && (plain ? !event.shiftKey : event.ctrlKey || event.metaKey);
      if (commits && !event.isComposing) { event.preventDefault(); form.requestSubmit(); }
      return;
    }
    if (event.key === "Escape" && typing(event.target)) { event.target.blur(); return; }
    if (!plain || typing(event.target)) return;
    if (leading) { leading = false; return; }
    if (event.key === "g") { leading = true; setTimeout(() => { leading = false; }, 1200); return; }
    if (/^[1-7]$/.test(event.key) ? choose(event.key) : keys[event.key] && (keys[event.key](), true)) event.preventDefault();
  }, true);

  document.querySelectorAll("[data-other]").forEach((button) => {
    button.hidden = false;
    button.addEventListener("click", () => { $("[data-judge] [name=other]").value = button.dataset.other; $("[data-judge] [name=why]").focus(); });
  });
  /* A verdict is sent once. */
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-judge], [data-undo]")) return;
    if (event.target.dataset.sent) event.preventDefault();
    event.target.dataset.sent = "yes";
  });
  addEventListener("pageshow", () => document.querySelectorAll("[data-sent]").forEach((one) => { delete one.dataset.sent; }));
  const now = $(".queue ol .now");
  if (now) now.parentElement.scrollTop = now.offsetTop - now.parentElement.offsetTop - now.parentElement.clientHeight / 3;
  $(".wrong-line") && $("[data-judge] [name=why]")?.focus();
})();
