/* What script adds to a report: words and row of a claim light up together, and each brings the other into view. */
"use strict";
(() => {
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const wide = matchMedia("(min-width: 64.01rem)");
  const ROOM = 40; /* pixels above and below a row, for the heading of the table and for what shows that there is more */
  let pinned = [];

  const idsOf = (where) => where?.dataset.of.split(" ") ?? [];
  const partners = (ids) => ids.flatMap((id) => all(`[data-of~="${CSS.escape(id)}"]`));
  const row = (id) => document.getElementById(id);
  const words = (id) => document.getElementById(`w-${id}`);

  /* A word belongs to the claims that it made; a row to one. What was gone to stays lit until something else is. */
  const light = (ids) => {
    all(".lit").forEach((one) => one.classList.remove("lit"));
    partners(ids.length ? ids : pinned).forEach((one) => one.classList.add("lit"));
  };

  /* Only the column moves for what the pointer is over: the text stays under the eye. */
  const inColumn = (one) => {
    const column = one?.closest(".claims-beside");
    if (!column || !wide.matches) return;
    const at = one.getBoundingClientRect();
    const within = column.getBoundingClientRect();
    const end = Math.min(within.bottom, innerHeight) - ROOM;
    if (at.top < within.top + ROOM) column.scrollTop -= within.top + ROOM - at.top;
    else if (at.bottom > end) column.scrollTop += Math.min(at.bottom - end, at.top - within.top - ROOM);
  };
  const inText = (one) => {
    if (!one || !wide.matches) return;
    const at = one.getBoundingClientRect();
    if (at.top < 60 || at.bottom > innerHeight - 60) one.scrollIntoView({ block: "center" });
  };
  const opened = (one) => {
    const folded = one?.closest("details");
    if (folded) folded.open = true;
  };

  /* An address that ends in a claim, or in its words, lights both */
  const arrive = () => {
    const id = decodeURIComponent(location.hash.slice(1)).replace(/^w-/, "");
    const target = row(id);
    if (!target || !target.matches(".claims tr")) return;
    pinned = [id];
    light(pinned);
    opened(target);
    opened(words(id));
    if (!wide.matches) return;
    inText(words(id));
    inColumn(target);
  };

  const lightable = (event) => event.target.closest?.(".text mark[data-of], .claims tr[data-of]");
  document.addEventListener("pointerover", (event) => {
    const where = lightable(event);
    light(idsOf(where));
    if (where?.matches("mark")) inColumn(row(idsOf(where)[0]));
  });
  document.addEventListener("focusin", (event) => {
    const where = lightable(event);
    if (!where) return;
    pinned = where.matches("mark") ? idsOf(where).slice(0, 1) : idsOf(where);
    light(pinned);
    if (where.matches("tr") && event.target === where) inText(words(pinned[0]));
    else inColumn(row(pinned[0]));
  });

  /* Side by side, a link between the two is followed without a jump of the page */
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.('.text mark a[href^="#"], .claims a.kind[href^="#"]');
    if (!link || !wide.matches || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    history.replaceState(history.state, "", link.getAttribute("href"));
    arrive();
  });
  addEventListener("hashchange", arrive);
  document.addEventListener("htmx:afterSettle", () => { if (document.querySelector(".text")) arrive(); });
  arrive();
  addEventListener("load", () => setTimeout(arrive)); /* the browser goes to the row by itself, and only then */
})();
