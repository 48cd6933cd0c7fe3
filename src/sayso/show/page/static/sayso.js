/* What script adds to the page: moving in time, copying, keys, hover details, dark and light. Everything else works without it. */
"use strict";
(() => {
  const root = document.documentElement;
  const $ = (selector, within = document) => within.querySelector(selector);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  root.classList.add("scripted");

  /* Saying that something was done */
  let quiet;
  const say = (words) => {
    const said = $("#said");
    said.textContent = words;
    said.classList.add("shown");
    clearTimeout(quiet);
    quiet = setTimeout(() => said.classList.remove("shown"), 2500);
  };

  /* Dark and light */
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const switchTheme = () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    document.cookie = `sayso_theme=${root.dataset.theme}; path=/; max-age=34560000; samesite=strict`;
    nameTheme();
  };
  const nameTheme = () => { $("[data-theme-switch]").textContent = isDark() ? "Light" : "Dark"; };

  /* A menu closes where somebody goes on elsewhere, or presses Escape. */
  const closeMenus = (besides) => all("[data-menu][open]").filter((one) => !one.contains(besides)).forEach((one) => { one.open = false; });
  document.addEventListener("click", (event) => closeMenus(event.target));
  document.addEventListener("keydown", (event) => {
    const open = event.key === "Escape" && $("[data-menu][open]");
    if (!open) return;
    open.open = false;
    $("summary", open).focus();
  });

  /* Moving in time. Each step of the slider is a moment at which something was published; its end is now. */
  const MONTHS = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
  const momentOf = (slider, step) => slider.dataset.moments.split(" ")[step] || "";
  const words = (moment) => {
    if (!moment) return "now";
    const [day, time] = moment.split("T");
    const [year, month, date] = day.split("-").map(Number);
    return `${date} ${MONTHS[month - 1]} ${year}${time ? `, ${time}` : ""}`;
  };
  let moving;
  const moved = (slider) => {
    const range = $("input[type=range]", slider);
    const moment = momentOf(slider, Number(range.value));
    $("input[name=as_of]", slider).value = moment;
    $("[data-moment]", slider).textContent = words(moment);
    range.setAttribute("aria-valuetext", words(moment));
    clearTimeout(moving);
    moving = setTimeout(() => show(slider.closest("form"), "#seen"), 120);
  };
  /* The moment is typed in a field that opens where the moment is told. */
  const typeMoment = (open, button = $("[data-moment-open]")) => {
    button.setAttribute("aria-expanded", open);
    if (open) $("input[name=as_of]", button.closest("[data-slider]")).select();
    else button.focus();
  };
  const address = (form) => {
    const asked = new URLSearchParams([...new FormData(form)].filter(([, value]) => value.trim()));
    return form.getAttribute("action") + (asked.size ? `?${asked}` : "");
  };
  /* Moving in time leaves the slider alone, or it would be gone from under the hand that drags it. */
  const show = (form, part = "#view") => {
    const at = address(form);
    const field = form.contains(document.activeElement) ? document.activeElement.name : "";
    htmx.ajax("GET", at, { source: "#view", target: part, select: part, swap: "outerHTML show:none", selectOOB: "#views,#back,#export" }).then(() => {
      if (field === "as_of") typeMoment(true);
      else if (field && part === "#view") document.querySelector(`[data-ask] [name="${field}"]`)?.focus();
      const slid = part === "#seen"; // one step back leads before the whole slide
      history[slid && history.state?.slid ? "replaceState" : "pushState"]({ slid }, "", at);
    });
  };

  /* Copying the line to publish, with its link */
  const copy = async (button) => {
    const link = button.dataset.copyLink ? `\n${new URL(button.dataset.copyLink, location.href)}` : "";
    try {
      await navigator.clipboard.writeText(button.dataset.copy + link);
      say("Copied, with its link");
    } catch {
      const line = button.closest("details");
      if (line) line.open = true;
      say("The browser does not allow copying: select the line");
    }
  };

  /* Sending a view: its address holds all that it shows */
  const send = async () => {
    try {
      await navigator.clipboard.writeText(location.href);
      say("Copied the address of this view");
    } catch {
      say("The browser does not allow copying: the address above holds this view");
    }
  };

  /* Hover details of charts: nearer and quicker than the browser's own */
  let hover;
  const hide = () => { hover?.remove(); hover = undefined; follow(); };
  /* Of a graph the lines of what is pointed at stand out: those of a box, or a line itself. */
  const follow = (mark) => {
    all(".strong").forEach((one) => one.classList.remove("strong"));
    all(`.edge[data-joins~="${mark?.dataset.box}"]`, mark?.closest("svg") ?? document).concat(mark?.matches(".edge") ? mark : []).forEach((one) => one.classList.add("strong"));
  };
  const hovered = (mark) => {
    hide();
    hover = document.createElement("div");
    hover.className = "hover";
    hover.textContent = mark.dataset.hover;
    document.body.append(hover);
    const at = mark.getBoundingClientRect();
    const left = Math.min(scrollX + at.left, scrollX + root.clientWidth - hover.offsetWidth - 8);
    hover.style.left = `${Math.max(scrollX + 8, left)}px`;
    follow(mark);
    hover.style.top = `${scrollY + at.top - hover.offsetHeight - 8}px`;
  };

  /* What each new view needs */
  const ready = () => {
    all("[data-slider] input[type=range]").forEach((range) => { range.hidden = false; range.setAttribute("aria-valuetext", $("[data-moment]", range.parentElement).textContent); });
    all("[data-copy], [data-copy-here], [data-moment-open]").forEach((button) => { button.hidden = false; });
    all("[data-hover]").forEach((mark) => { const title = $("title", mark); if (title && title.parentElement === mark) title.remove(); mark.setAttribute("aria-label", mark.dataset.hover); if (mark.tagName === "g" && !mark.closest("a")) mark.setAttribute("role", "img"); });
    hide();
  };

  /* Keys. One letter, never with a modifier, never while somebody types. */
  let leading = "";
  const steps = () => all("[data-step]").filter((one) => one.offsetParent !== null);
  const step = (by) => {
    const found = steps();
    if (!found.length) return;
    const now = found.findIndex((one) => one === document.activeElement || one.contains(document.activeElement));
    const next = found[Math.max(0, Math.min(found.length - 1, now < 0 ? (by > 0 ? 0 : found.length - 1) : now + by))];
    next.focus();
    next.scrollIntoView({ block: "nearest" });
  };
  const typing = (where) => where.matches("input:not([type=range]):not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");
  const keys = {
    "?": () => $("#keys").showModal(),
    "/": () => { const words = $("[data-search]") || $("input[name=text]"); if (words) { words.closest("details")?.setAttribute("open", ""); words.focus(); } else location.href = "/search"; },
    d: switchTheme,
    t: () => $("[data-slider] input[type=range]")?.focus(),
    j: () => step(1),
    k: () => step(-1),
    c: () => { const button = $("[data-copy]", document.activeElement.closest("[data-card]") || document); if (button) copy(button); },
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && event.target.matches("[data-slider] [name=as_of]") && $("[data-moment-open]")) typeMoment(false);
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target) || $("dialog[open]")) return;
    if (leading === "g") {
      leading = "";
      const link = all("[data-key]").find((one) => one.dataset.key === `g ${event.key}`);
      if (link) { event.preventDefault(); link.click(); return; }
    }
    if (event.key === "g") { leading = "g"; setTimeout(() => { leading = ""; }, 1200); return; }
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  document.addEventListener("input", (event) => { if (event.target.matches("[data-slider] input[type=range]")) moved(event.target.closest("[data-slider]")); });
  document.addEventListener("change", (event) => { const form = event.target.closest("[data-ask]"); if (form && event.target.matches("select")) show(form); });
  document.addEventListener("submit", (event) => { if (event.target.matches("[data-ask]")) { event.preventDefault(); show(event.target); } });
  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-copy], [data-copy-here], [data-theme-switch], [data-keys-open], [data-moment-open]");
    if (!button) return;
    if (button.matches("[data-copy]")) copy(button);
    if (button.matches("[data-copy-here]")) send();
    if (button.matches("[data-moment-open]")) typeMoment(button.getAttribute("aria-expanded") !== "true", button);
    if (button.matches("[data-theme-switch]")) switchTheme();
    if (button.matches("[data-keys-open]")) $("#keys").showModal();
  });
  document.addEventListener("pointerover", (event) => { const mark = event.target.closest?.("[data-hover]"); if (mark) hovered(mark); else hide(); });
  document.addEventListener("focusin", (event) => { const mark = event.target.closest?.("[data-hover]") || $(":scope > [data-hover]", event.target); if (mark && mark.closest("svg")) hovered(mark); });
  document.addEventListener("htmx:afterSettle", ready);
  addEventListener("popstate", () => location.reload());
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", nameTheme);

  all("[data-theme-switch], [data-keys-open]").forEach((button) => { button.hidden = false; });
  nameTheme();
  ready();
})();
