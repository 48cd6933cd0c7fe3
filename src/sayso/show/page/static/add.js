/* What script adds to adding: dropping files, and what was chosen before it is sent. The form works without it. */
"use strict";
(() => {
  const form = document.querySelector("[data-add]");
  if (!form) return;
  const drop = form.querySelector("[data-drop]");
  const files = form.querySelector("input[name=files]");
  const folder = form.querySelector("input[name=folder]");
  const chosen = form.querySelector("[data-chosen]");
  const send = form.querySelector("[data-send]");
  const sending = form.querySelector("[data-sending]");
  const mostFiles = Number(form.dataset.mostFiles);
  const mostBytes = Number(form.dataset.mostBytes);
  const SHOWN = 8;
  const REPORT = /\.(txt|html?|jsonl?)$/i; // of a folder only these are read, as sayso add does

  const size = (bytes) => (bytes < 1000 ? `${bytes} bytes` : bytes < 1e6 ? `${Math.round(bytes / 1000)} KB` : `${(bytes / 1e6).toFixed(1)} MB`);
  const say = (list, words) => { const item = document.createElement("li"); item.textContent = words; list.append(item); };
  const all = () => [...files.files, ...[...folder.files].filter((file) => REPORT.test(file.name))];

  /* What is chosen, and whether it is too much: said before anything is sent */
  const tell = () => {
    chosen.replaceChildren();
    const given = all();
    const bytes = given.reduce((sum, file) => sum + file.size, 0);
    given.slice(0, SHOWN).forEach((file) => say(chosen, `${file.name}, ${size(file.size)}`));
    if (given.length > SHOWN) say(chosen, `and ${given.length - SHOWN} more, ${size(bytes)} together`);
    const wrong = given.length > mostFiles ? `${given.length} files are more than ${mostFiles} at once: sayso add FOLDER takes any number`
      : bytes > mostBytes ? `${size(bytes)} are more than ${size(mostBytes)} at once: choose fewer` : "";
    files.setCustomValidity(wrong);
    if (wrong) say(chosen, wrong);
  };

  const carries = (event) => [...(event.dataTransfer?.types || [])].includes("Files");
  document.addEventListener("dragover", (event) => {
    if (!carries(event)) return;
    event.preventDefault(); // also beside the zone: a file that misses it must not take the page's place
    drop.classList.toggle("over", drop.contains(event.target));
  });
  document.addEventListener("dragleave", (event) => { if (event.target === drop) drop.classList.remove("over"); });
  document.addEventListener("drop", (event) => {
    if (!carries(event)) return;
    event.preventDefault();
    drop.classList.remove("over");
    const items = [...event.dataTransfer.items];
    const folders = items.some((item) => item.webkitGetAsEntry?.()?.isDirectory);
    if (folders) {
      chosen.replaceChildren();
      say(chosen, "A folder cannot be dropped here: choose it below");
      return;
    }
    files.files = event.dataTransfer.files;
    tell();
  });
  files.addEventListener("change", tell);
  folder.addEventListener("change", tell);

  form.addEventListener("submit", () => {
    send.disabled = true;
    sending.textContent = "Sending…";
  });
  addEventListener("pageshow", () => { send.disabled = false; sending.textContent = ""; tell(); });
})();
