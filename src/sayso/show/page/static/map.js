/* The map of a situation, drawn from the table that stands behind it: what the table does not say, the map does not show.
 *
 * A figure holds an element with `data-map` (and `data-base`, the address of the base map) and a table with `data-map-points`. A
 * row has `data-claims`, `data-shape` unless it is a country, and `data-lat` and `data-lon` or `data-country`; its cells have the words.
 *
 * How exactly a place is told shows in its shape: a building is a dot, a town a ring with a dot, a region a dashed ring without
 * one (somewhere in it), a country its own outline and no point at all. Areas grow with the number of claims.
 */
"use strict";

(() => {
  const LAST = 93, MORE = 35; // as build_map.py writes numbers
  const POLE = -85; // where the projection ends
  const NEAREST = 7; // the base map is no finer
  const NAMED = 12; // places whose names are written on the map, where there is room
  const live = new Map(); // element -> what undoes its map
  const bases = new Map(); // address -> promise of the base map
  const idle = () => new Promise((go) => (window.requestIdleCallback ? requestIdleCallback(go, { timeout: 500 }) : setTimeout(go, 1)));
  const calm = matchMedia("(prefers-reduced-motion: reduce)");

  // --- the base map ------------------------------------------------------------------------------------------------

  function base(address) {
    if (!bases.has(address)) bases.set(address, fetch(address).then((answer) => answer.json()).then(unfolded));
    return bases.get(address);
  }

  /** Text of build_map.py to arrays of [latitude, longitude]. */
  function points(text) {
    const found = [];
    let at = 0, longitude = 0, latitude = 0;
    const next = () => {
      let number = 0, weight = 1;
      for (; text.charCodeAt(at) < LAST; at += 1, weight *= 32) number += (text.charCodeAt(at) - MORE) * weight;
      number += (text.charCodeAt(at) - LAST) * weight;
      at += 1;
      return number % 2 ? -(number + 1) / 2 : number / 2;
    };
    while (at < text.length) {
      longitude += next();
      latitude += next();
      found.push([latitude / 60, longitude / 60]);
    }
    return found;
  }

  function unfolded({ countries, arcs }) {
    const lines = arcs.map(points);
    const uses = new Array(arcs.length).fill(0);
    const number = (arc) => (arc < 0 ? ~arc : arc);
    for (const [, rings] of countries) for (const ring of rings) for (const arc of ring) uses[number(arc)] += 1;
    const joined = (ring) => {
      const whole = [];
      for (const arc of ring) {
        const line = arc < 0 ? lines[~arc].slice().reverse() : lines[arc];
        const turns = whole.length ? 360 * Math.round((whole[whole.length - 1][1] - line[0][1]) / 360) : 0;
        for (let n = whole.length ? 1 : 0; n < line.length; n += 1) whole.push([line[n][0], line[n][1] + turns]);
      }
      const [first, last] = [whole[0], whole[whole.length - 1]];
      if (Math.abs(last[1] - first[1]) > 180) whole.push([POLE, last[1]], [POLE, first[1]]); // Antarctica goes around the pole
      return whole;
    };
    return {
      countries: countries.map(([code, rings]) => ({ code, rings: rings.map(joined).map(measured) })),
      borders: lines.filter((_, n) => uses[n] > 1).map(measured),
    };
  }

  function measured(line) {
    let [south, west] = line[0], [north, east] = line[0];
    for (const [latitude, longitude] of line) {
      south = Math.min(south, latitude);
      north = Math.max(north, latitude);
      west = Math.min(west, longitude);
      east = Math.max(east, longitude);
    }
    return { line, south, north, west, east };
  }

  /** The lines, each as often as a world of 360 degrees around `middle` has it. */
  function around(lines, middle) {
    const found = [];
    for (const one of lines) {
      for (const turn of [-360, 0, 360]) {
        if (one.east + turn < middle - 180 || one.west + turn > middle + 180) continue;
        found.push(turn ? one.line.map(([latitude, longitude]) => [latitude, longitude + turn]) : one.line);
      }
    }
    return found;
  }

  // --- the table ---------------------------------------------------------------------------------------------------

  function read(table) {
    return [...table.querySelectorAll("tr[data-claims]")].map((row) => ({
      row,
      link: row.querySelector("a[href]"),
      name: row.dataset.name,
      shape: row.dataset.shape || null,
      claims: Number(row.dataset.claims),
      country: row.dataset.country || null,
      point: row.dataset.lat && row.dataset.lon ? [Number(row.dataset.lat), Number(row.dataset.lon)] : null,
      words: [...row.querySelectorAll("[data-words]")].map((cell) => cell.textContent.trim()).filter(Boolean),
    }));
  }

  /** The longitude around which the points lie closest: the middle of what is left when the widest gap is cut out. */
  function middleOf(longitudes) {
    const sorted = [...longitudes].sort((a, b) => a - b);
    if (!sorted.length) return 0;
    let widest = sorted[0] + 360 - sorted[sorted.length - 1], start = sorted[0];
    for (let n = 1; n < sorted.length; n += 1) {
      if (sorted[n] - sorted[n - 1] > widest) [widest, start] = [sorted[n] - sorted[n - 1], sorted[n]];
    }
    return start + (360 - widest) / 2;
  }

  // --- the map -----------------------------------------------------------------------------------------------------

  function colours(element) {
    const style = getComputedStyle(element);
    const of = (name) => style.getPropertyValue(name).trim();
    return {
      ink: of("--ink"),
      paper: of("--paper"),
      accent: of("--accent"),
      rule: of("--rule"),
      land: of("--land"),
      sea: of("--sea"),
    };
  }

  function tip(place) {
    const box = document.createElement("div");
    const name = document.createElement("strong");
    name.textContent = place.name;
    box.append(name);
    for (const words of place.words) {
      const line = document.createElement("span");
      line.textContent = words;
      box.append(line);
    }
    return box;
  }

  function draw(element, table, world) {
    const L = window.L;
    const places = read(table);
    const told = new Map(places.filter((one) => !one.shape && one.country).map((one) => [one.country, one]));
    const pinned = places.filter((one) => one.point);
    const tinted = world.countries.filter(({ code }) => code && told.has(code));
    const largest = (rings) => rings.reduce((a, b) => (extent(b) > extent(a) ? b : a));
    const homes = (tinted.length ? tinted : world.countries.filter((one) => pinned.some((p) => p.country === one.code)))
      .map(({ rings }) => largest(rings));

    let middle = middleOf(pinned.length ? pinned.map((one) => one.point[1]) : homes.map((h) => (h.west + h.east) / 2));
    const near = (longitude) => longitude + 360 * Math.round((middle - longitude) / 360);
    if (!pinned.length && !homes.length) middle = 10;

    const inner = document.createElement("div");
    inner.className = "map-inner";
    inner.setAttribute("role", "region");
    inner.setAttribute("aria-label", "Map of places. Arrow keys move it, plus and minus zoom. The table below says the same.");
    element.replaceChildren(inner);
    const still = calm.matches;
    const touch = matchMedia("(pointer: coarse)").matches;
    const map = L.map(inner, {
      renderer: L.canvas({ padding: 0.5, tolerance: 4 }),
      preferCanvas: true,
      attributionControl: false,
      zoomControl: false,
      zoomAnimation: !still,
      fadeAnimation: !still,
      markerZoomAnimation: !still,
      inertia: !still,
      dragging: !touch, // one finger scrolls the page, two move the map
      scrollWheelZoom: false, // until somebody has clicked into it
      zoomSnap: 0.25,
      zoomDelta: 1,
      maxZoom: NEAREST,
      maxBounds: [[-80, middle - 180], [85, middle + 180]],
      maxBoundsViscosity: 1,
    });
    map.on("focus", () => map.scrollWheelZoom.enable());
    map.on("blur", () => map.scrollWheelZoom.disable());
    L.control.zoom({ zoomInTitle: "Nearer", zoomOutTitle: "Farther" }).addTo(map);

    const quiet = { interactive: false, smoothFactor: 0.7 };
    const painted = []; // [layer, colours -> style]
    const paint = (layer, style) => {
      painted.push([layer, style]);
      return layer.addTo(map);
    };
    fit();

    const plain = world.countries.filter((one) => !tinted.includes(one)).flatMap(({ rings }) => rings);
    paint(L.polygon(around(plain, middle), { ...quiet, stroke: false }), (c) => ({ fillColor: c.land, fillOpacity: 1 }));
    for (const { code, rings } of tinted) {
      const lines = around(rings, middle);
      paint(L.polygon(lines, { ...quiet, stroke: false }), (c) => ({ fillColor: c.land, fillOpacity: 1 }));
      const tint = paint(L.polygon(lines, { smoothFactor: 0.7 }), (c) => ({
        stroke: false, fillColor: c.accent, fillOpacity: 0.13,
      }));
      tint.bindTooltip(() => tip(told.get(code)), { sticky: true, opacity: 1, className: "map-tip" });
      linked(tint, told.get(code));
    }
    paint(L.polyline(around(world.borders, middle), quiet), (c) => ({ color: c.paper, weight: 1.25, opacity: 1 }));
    for (const { rings } of tinted) {
      paint(L.polygon(around(rings, middle), { ...quiet, noClip: true }), (c) => ({ fill: false, color: c.accent, weight: 1.25, opacity: 0.55 }));
    }

    const most = Math.max(1, ...pinned.map((one) => one.claims));
    const crowd = Math.max(0.6, Math.min(1, 1.1 - pinned.length / 100)); // many places: smaller marks
    const size = (claims, least, widest) => least + (widest * crowd - least) * Math.sqrt(claims / most);
    const drawn = [];
    for (const place of [...pinned].sort((a, b) => b.claims - a.claims)) { // the small ones on top
      const at = [place.point[0], near(place.point[1])];
      const mark = shape(place, at, size);
      mark.bindTooltip(() => tip(place), { className: "map-tip", opacity: 1, direction: "top", offset: [0, -mark.getRadius()] });
      linked(mark, place);
      drawn.push({ place, at, mark });
    }
    const names = named();
    const lay = () => layNames(names);
    map.on("zoomend moveend resize", lay);
    restyle();
    lay();

    const undoRows = hearRows();
    const grown = new ResizeObserver(() => map.invalidateSize({ pan: false }));
    grown.observe(inner);

    return {
      table,
      restyle,
      undo() {
        grown.disconnect();
        undoRows();
        map.off("zoomend moveend resize", lay); // Leaflet tells of a new size late
        map.remove();
        element.replaceChildren();
      },
    };

    function extent({ south, north, west, east }) {
      return (north - south) * (east - west);
    }

    /** To the points; if they lie close together, so near that their country is still seen. */
    function fit() {
      const box = L.latLngBounds([]);
      for (const one of pinned) box.extend([one.point[0], near(one.point[1])]);
      const home = L.latLngBounds([]);
      for (const { south, north, west, east } of homes) {
        const turn = near((west + east) / 2) - (west + east) / 2;
        home.extend([south, west + turn]).extend([north, east + turn]);
      }
      map.setMinZoom(Math.ceil(4 * Math.log2(Math.max(256, inner.clientWidth) / 256)) / 4); // one world wide, no wider
      const whole = home.isValid() ? map.getBoundsZoom(home) : 0;
      const spread = box.isValid() ? map.getBoundsZoom(box) : 0;
      const seen = whole >= 3 && (pinned.length < 3 || whole >= spread - 2);
      if (box.isValid() && seen) box.extend(home);
      const nearest = seen ? 5.5 : Math.min(5.5, Math.max(3, whole + 1.5));
      if (box.isValid()) map.fitBounds(box, { padding: [30, 30], maxZoom: nearest, animate: false });
      else if (home.isValid()) map.fitBounds(home, { padding: [12, 12], maxZoom: 5.5, animate: false });
      else map.setView([25, middle], 1.5, { animate: false });
    }

    /** The mark that is pointed at; what belongs to it is drawn with it. */
    function shape(place, at, size_) {
      const ring = (radius, style, options = {}) => paint(L.circleMarker(at, { radius, ...options }), style);
      if (place.shape === "region") {
        const dashed = { dashArray: "4 5", weight: 1.75, opacity: 1, fillOpacity: 0.06 };
        return ring(size_(place.claims, 14, 30), (c) => ({ ...dashed, color: c.accent, fillColor: c.accent }));
      }
      if (place.shape === "town") {
        const circle = ring(size_(place.claims, 7, 24), (c) => ({
          color: c.accent, weight: 1.75, opacity: 1, fillColor: c.accent, fillOpacity: 0.16,
        }));
        ring(2.5, (c) => ({ stroke: false, fillColor: c.accent, fillOpacity: 1 }), { interactive: false });
        return circle;
      }
      return ring(size_(place.claims, 3.5, 7), (c) => ({ color: c.paper, weight: 1.25, fillColor: c.accent, fillOpacity: 1 }));
    }

    /** The row's own link is followed, so a point leads where the table does. */
    function linked(layer, place) {
      if (place.link) layer.on("click", () => place.link.click());
    }

    function named() {
      const shown = drawn.slice(0, NAMED);
      return shown.map(({ place, at, mark }) => {
        const words = document.createElement("span");
        words.textContent = place.name;
        const icon = L.divIcon({ className: "map-name", html: words, iconSize: null, iconAnchor: [-mark.getRadius() - 4, 9] });
        return L.marker(at, { icon, interactive: false, keyboard: false }).addTo(map);
      });
    }

    /** A name that would cover one that matters more, or another point, is not written. */
    function layNames(markers) {
      const frame = inner.getBoundingClientRect();
      const dots = drawn.map(({ at }) => map.latLngToContainerPoint(at).add([frame.left, frame.top]));
      const taken = dots.map(({ x, y }) => ({ left: x - 1, right: x + 1, top: y - 4, bottom: y + 4 }));
      for (const marker of markers) {
        const item = marker.getElement();
        if (!item) continue;
        const { left, right, top, bottom } = item.getBoundingClientRect();
        const meets = taken.some((t) => left < t.right + 4 && right > t.left - 4 && top < t.bottom && bottom > t.top);
        item.classList.toggle("map-name-off", meets);
        if (!meets) taken.push({ left, right, top, bottom });
      }
    }

    /** Who goes through the table by keyboard sees on the map where they are. */
    function hearRows() {
      const by = new Map(drawn.map((one) => [one.place.row, one]));
      const of = (event) => by.get(event.target.closest("tr"));
      const show = (event) => {
        const one = of(event);
        if (!one) return;
        if (event.type === "focusin" && !map.getBounds().contains(one.at)) map.panTo(one.at, { animate: !calm.matches });
        one.mark.openTooltip();
      };
      const hide = (event) => of(event)?.mark.closeTooltip();
      const heard = [["focusin", show], ["focusout", hide], ["mouseover", show], ["mouseout", hide]];
      for (const [name, does] of heard) table.addEventListener(name, does);
      return () => heard.forEach(([name, does]) => table.removeEventListener(name, does));
    }

    function restyle() {
      const now = colours(element);
      for (const [layer, style] of painted) layer.setStyle(style(now));
    }
  }

  // --- when ----------------------------------------------------------------------------------------------------------

  /** Draws what is on the page and not drawn yet, and undoes what has left it. */
  async function renew() {
    for (const [element, drawn] of live) {
      if (element.isConnected && drawn.table?.isConnected !== false && element.firstChild) continue;
      live.delete(element);
      drawn.undo?.();
    }
    for (const element of document.querySelectorAll("[data-map]")) {
      const table = element.closest("figure")?.querySelector("table[data-map-points]");
      if (!table || live.has(element)) continue;
      live.set(element, { table, undo: null });
      element.replaceChildren(document.createComment("map")); // what a restored page brings along is dead
      try {
        const world = await base(element.dataset.base);
        await idle(); // a map may wait, a key that was pressed may not
        if (!element.isConnected || live.get(element)?.table !== table) continue;
        live.set(element, draw(element, table, world));
      } catch (error) {
        live.delete(element);
        bases.delete(element.dataset.base);
        element.replaceChildren(); // an empty one is not shown; the table stays
        console.warn("map:", error);
      }
    }
  }

  const repaint = () => live.forEach((drawn) => drawn.restyle?.());
  new MutationObserver(repaint).observe(document.documentElement, { attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", repaint);
  for (const event of ["htmx:load", "htmx:afterSwap", "htmx:historyRestore"]) document.addEventListener(event, renew);
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", renew);
  else renew();
})();
