// The search: it reads pages.js, which lies beside this file, when somebody goes into the field. On a phone the contents begin closed.
(() => {
  "use strict";
  const root = document.currentScript.dataset.root;
  const narrow = window.matchMedia("(max-width: 60rem)");
  const contents = document.querySelector(".contents > details");
  const fold = () => { contents.open = !narrow.matches; };
  fold();
  narrow.addEventListener("change", fold);
  const here = document.querySelector(".contents [aria-current]");
  const bar = document.querySelector(".contents");
  if (here && !narrow.matches && here.getBoundingClientRect().bottom > innerHeight) {
    bar.scrollTop = here.getBoundingClientRect().top - bar.getBoundingClientRect().top - bar.clientHeight / 2;
  }

  const MOST = 12;
  const field = document.getElementById("words");
  const found = document.getElementById("found");
  document.querySelector(".search").hidden = false;
  let loading = false;

  const load = () => {
    if (loading) return;
    loading = true;
    const script = document.createElement("script");
    script.src = root + "pages.js";
    script.onload = show;
    document.head.append(script);
  };

  // How well a part fits: every word must be in it; a title counts more than a text, and a whole title most.
  const weight = (part, words, title) => {
    const head = part[0].toLowerCase(), text = part[2].toLowerCase();
    let sum = 0;
    for (const word of words) {
      if (head === word) sum += 40;
      else if (head.startsWith(word)) sum += 14;
      else if (head.includes(word)) sum += 9;
      else if (title.includes(word)) sum += 5;
      else if (text.includes(word)) sum += 2;
      else return 0;
    }
    return sum + (words.some((word) => text.includes(word)) ? 1 : 0);
  };

  const around = (text, words) => {
    const low = text.toLowerCase();
    const first = Math.min(...words.map((word) => low.indexOf(word)).filter((at) => at >= 0), text.length);
    const start = first === text.length ? 0 : Math.max(0, text.lastIndexOf(" ", Math.max(0, first - 50)) + 1);
    return (start ? "… " : "") + text.slice(start, start + 150) + (text.length > start + 150 ? " …" : "");
  };

  const marked = (into, text, words) => {
    let rest = text;
    while (rest) {
      const low = rest.toLowerCase();
      const hits = words.map((word) => [low.indexOf(word), word.length]).filter(([at]) => at >= 0);
      if (!hits.length) break;
      const [at, length] = hits.reduce((a, b) => (b[0] < a[0] ? b : a));
      const mark = document.createElement("mark");
      mark.textContent = rest.slice(at, at + length);
      into.append(rest.slice(0, at), mark);
      rest = rest.slice(at + length);
    }
    into.append(rest);
    return into;
  };

  const line = ([address, title, chapter], part, words) => {
    const link = document.createElement("a");
    link.href = root + address + (part[1] ? "#" + part[1] : "");
    const of = document.createElement("small");
    of.textContent = part[0] === title || !part[0] ? chapter : title;
    link.append(marked(document.createElement("b"), part[0] || title, words), of);
    link.append(marked(document.createElement("span"), around(part[2], words), words));
    return link;
  };

  function show() {
    const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
    found.hidden = !words.length;
    if (!words.length || !window.SAYSO_PAGES) return;
    const hits = [];
    for (const page of window.SAYSO_PAGES) {
      const title = page[1].toLowerCase();
      for (const part of page[3]) {
        const sum = weight(part, words, title) - (page[2] === "Decisions" ? 1 : 0);
        if (sum > 0) hits.push([sum, page, part]);
      }
    }
    hits.sort((a, b) => b[0] - a[0]);
    const lines = hits.slice(0, MOST).map(([, page, part]) => line(page, part, words));
    if (!lines.length) {
      lines.push(Object.assign(document.createElement("p"), { textContent: "Nothing has all of these words." }));
    }
    found.replaceChildren(...lines);
    found.scrollTop = 0;
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", show);
  document.addEventListener("keydown", (event) => {
    const links = [...found.querySelectorAll("a")];
    const at = links.indexOf(document.activeElement);
    if (event.key === "/" && !/^(INPUT|TEXTAREA)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      field.focus();
    } else if (event.key === "Escape" && !found.hidden) {
      found.hidden = true;
      field.focus();
    } else if ((event.key === "ArrowDown" || event.key === "ArrowUp") && !found.hidden && (at >= 0 || document.activeElement === field)) {
      event.preventDefault();
      const next = at + (event.key === "ArrowDown" ? 1 : -1);
      (next < 0 ? field : links[Math.min(next, links.length - 1)] || field).focus();
    } else if (event.key === "Enter" && document.activeElement === field && links.length) {
      links[0].click();
    }
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest(".search")) found.hidden = true;
  });
  field.addEventListener("click", show);
})();
