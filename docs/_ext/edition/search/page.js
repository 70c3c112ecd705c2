// The search page: reads the query, asks `bookSearch`, writes the results. The index comes when it is first needed.
"use strict";
{
  const GROUPS = { term: _("Terms"), note: _("Notes"), passage: _("The essay"), section: _("Commentary"), event: _("Timeline"), figure: _("Figures"), source: _("Sources"), pair: _("What sources carry"), chapter: _("Chapters"), page: _("Pages") };
  const FEW = 6; // results of a group that are shown at first
  const field = document.getElementById("q"), form = field.form;
  const said = document.getElementById("search-said"), meant = document.getElementById("search-meant"), results = document.getElementById("search-results"), help = document.getElementById("search-help");
  const make = (name, attributes = {}, ...content) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== false) element.setAttribute(key, value);
    element.append(...content);
    return element;
  };

  // ---------------------------------------------------------------- the index, in two parts

  let begun = false;
  const load = (name) =>
    new Promise((resolve, reject) => {
      const script = make("script", { src: `search/${name}.js` });
      script.addEventListener("load", resolve);
      script.addEventListener("error", reject);
      document.head.append(script);
    });
  const begin = async () => {
    if (begun) return;
    begun = true;
    try {
      if (!bookSearch.head) await load("first");
      show();
      if (!bookSearch.complete) await load("rest");
      show();
      results.dataset.complete = "";
    } catch {
      begun = false; // the next key tries again
      said.textContent = _("The index of the search could not be loaded.");
    }
  };

  // ---------------------------------------------------------------- one result

  // A text with the words that were asked for marked.
  const lit = (text, places) => {
    const parts = [];
    let at = 0;
    for (const [from, to] of places) {
      if (from > at) parts.push(text.slice(at, from));
      parts.push(make("mark", {}, text.slice(from, to)));
      at = to;
    }
    return [...parts, text.slice(at)];
  };
  const address = (asked, unit) => {
    const found = new Set();
    for (const text of [unit.title, unit.text, unit.more]) for (const [from, to] of bookSearch.marks(asked, text)) found.add(text.slice(from, to).toLowerCase());
    const words = [...found].sort((a, b) => b.length - a.length).slice(0, 8).join("~");
    const whole = unit.kind === "chapter" || unit.kind === "page";
    return `${unit.page}.html${words && !whole ? `?hl=${encodeURIComponent(words).replace(/%20/g, "+")}` : ""}#${encodeURIComponent(unit.name)}`;
  };
  const place = (unit) => {
    const chapter = bookSearch.chapterOf(unit), where = chapter ? _("chapter {number}", { number: chapter }) : "";
    switch (unit.kind) {
      case "note": return _("chapter {chapter}, note {number}", { chapter, number: unit.number });
      case "pair": return _("{relation}, on note {number}", { relation: unit.shown, number: `${chapter}.${unit.number}` });
      case "term": return [_("term"), unit.forms[0]].filter(Boolean).join(", ");
      case "event": return unit.shown;
      case "source": return _("source");
      case "figure": return [_("figure"), where].filter(Boolean).join(", ");
      case "passage": return where;
      default: return where || bookSearch.head.titles[bookSearch.head.pages.indexOf(unit.page)];
    }
  };
  const SVG = "http://www.w3.org/2000/svg";
  const verdict = (unit) => {
    const name = unit.verdict.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-"), word = make("strong", { class: `verdict verdict-${name}` });
    if (document.getElementById(`mark-${name}`)) {
      const mark = document.createElementNS(SVG, "svg"), use = document.createElementNS(SVG, "use");
      use.setAttribute("href", `#mark-${name}`);
      mark.setAttribute("class", "mark");
      mark.setAttribute("aria-hidden", "true");
      mark.append(use);
      word.append(mark);
    }
    word.append(unit.verdict);
    return word;
  };
  const item = (asked, unit, best) => {
    const head = make("p", { class: "hit-head" }, make("a", { class: "hit", href: address(asked, unit) }, ...lit(unit.title, bookSearch.marks(asked, unit.title))), " ", make("span", { class: "hit-place" }, place(unit)));
    if (unit.verdict) head.append(" ", verdict(unit));
    const body = make("li", { class: best ? "best" : false }, head);
    // An answer, a definition and what happened are shown whole; of all else what stands around the words.
    const whole = best || ["note", "event", "pair"].includes(unit.kind);
    const text = whole ? { text: unit.text, places: bookSearch.marks(asked, unit.text) } : bookSearch.excerpt(asked, unit.text);
    const most = 420, long = best && text.text.length > most * 1.2;
    const shown = long ? bookSearch.excerpt(asked, unit.text, most) : text;
    if (shown.text) body.append(make("p", { class: "hit-text" }, ...lit(shown.text, shown.places)));
    if (unit.more && !shown.places.length) {
      const further = bookSearch.excerpt(asked, unit.more, 160);
      if (further.places.length) body.append(make("p", { class: "hit-more" }, ...lit(further.text, further.places)));
    }
    return body;
  };

  // ---------------------------------------------------------------- the page

  const link = (query, ...content) => make("a", { href: `search.html?q=${encodeURIComponent(query)}`, "data-query": query }, ...content);
  const group = (key, title, units, asked, best) => {
    const list = make("ul", {}, ...units.slice(0, FEW).map((unit) => item(asked, unit, unit === best)));
    const section = make("section", { id: `found-${key}`, "aria-label": title, tabindex: "-1" }, make("h2", {}, title), list);
    if (units.length > FEW) {
      const all = make("button", { type: "button", class: "show-all" }, _("Show all {count}", { count: units.length }));
      all.addEventListener("click", () => {
        const more = units.slice(FEW).map((unit) => item(asked, unit, false));
        list.append(...more);
        all.remove();
        more[0].querySelector("a").focus();
      });
      section.append(all);
    }
    return section;
  };
  const understood = (found) => {
    const { asked } = found, lines = [];
    if (found.instead) {
      const words = found.instead.words.join(_("”, “"));
      lines.push(make("span", { class: "did-you-mean" }, _("Did you mean "), link(found.instead.query, found.instead.query), _("? The book has no “{words}”", { words })));
    }
    const few = !asked.question && asked.items.filter((part) => !part.weak).length < 3;
    const names = !few ? [] : [...new Set(asked.terms)].slice(0, 2).map((n) => bookSearch.units.find((unit) => unit.term === n)).filter((unit) => unit?.forms.length);
    for (const unit of names) lines.push(make("span", {}, _("{title}, also written {forms}", { title: unit.title, forms: unit.forms.join(", ") })));
    for (const { y, m, d } of asked.dates) {
      if (!y || !m) continue;
      const name = bookSearch.MONTHS[m - 1], two = (n) => String(n).padStart(2, "0");
      const iso = `${y}-${two(m)}`, day = `${iso}-${two(d)}`;
      lines.push(make("span", {}, d ? _("a date, in any order: {day} {month} {year}, {month} {day}, {year}, {iso}", { day: d, month: name, year: y, iso: day }) : _("a month: {month} {year}, {iso}", { month: name, year: y, iso })));
    }
    if (asked.phrases.length) lines.push(make("span", {}, _("these words in this order")));
    return lines;
  };

  let current = null, last = "";
  const show = () => {
    const query = field.value.trim();
    help.hidden = query !== "";
    if (!query || !bookSearch.head) {
      results.replaceChildren();
      meant.replaceChildren();
      said.textContent = query ? _("Loading the index …") : "";
      return;
    }
    const found = (current = bookSearch.search(query));
    const { asked, hits } = found, best = hits[0]?.unit;
    const groups = new Map();
    for (const { unit } of hits) {
      if (!groups.has(unit.kind)) groups.set(unit.kind, []);
      groups.get(unit.kind).push(unit);
    }
    const parts = [...groups].map(([kind, units]) => [kind, GROUPS[kind], units]);
    if (found.close.length) parts.push(["close", _("Close by"), found.close]);
    const sections = parts.map(([key, title, units]) => group(key, title, units, asked, best));
    if (found.field && found.field.values.length !== 1) {
      const rows = found.field.values.map(({ query: next, label, count }) => make("li", {}, link(next.includes(" ", next.lastIndexOf(":")) ? next : `${next} `, label), " ", make("span", { class: "count" }, String(count))));
      sections.unshift(make("section", { "aria-label": _("Values of {field}", { field: found.field.field }) }, make("h2", {}, `${found.field.field}:`), make("ul", { class: "values" }, ...rows)));
    }
    const contents = parts.map(([key, title, units]) => make("li", {}, make("a", { href: `#found-${key}` }, title), " ", make("span", { class: "count" }, String(units.length))));
    const nothing = make("div", { class: "nothing" }, make("p", {}, _("Nothing was found. The essay, the notes and all lists are in English; names are found in Korean and Russian too.")), make("p", {}, make("a", { href: "glossary.html" }, _("All terms")), ", ", make("a", { href: "timeline.html" }, _("all dates")), ", ", make("a", { href: "bibliography.html" }, _("all sources"))));
    results.replaceChildren(...(parts.length > 1 ? [make("nav", { "aria-label": _("Kinds of results") }, make("ul", {}, ...contents))] : []), make("div", { class: "found" }, ...(sections.length ? sections : bookSearch.complete ? [nothing] : [])));
    meant.replaceChildren(...understood(found).flatMap((line, i) => (i ? ["; ", line] : [line])));
    const count = hits.length === 1 ? _("1 result") : _("{count} results", { count: hits.length }), text = found.field && !hits.length ? _("{count} values of {field}", { count: found.field.values.length, field: found.field.field }) : _("{results} for {query}", { results: count, query: found.instead?.query ?? query });
    if (said.textContent !== text) said.textContent = text;
  };
  const remember = (query, push) => {
    const target = query ? `?q=${encodeURIComponent(query).replace(/%20/g, "+")}` : location.pathname;
    try {
      history[push ? "pushState" : "replaceState"](null, "", target);
    } catch {} // some browsers forbid it on file://
    document.title = document.title.replace(/^.*?( · |$)/, query ? `${_("{query}: search", { query })}$1` : `${_("Search")}$1`);
  };
  const ask = (query, push) => {
    field.value = query;
    remember(query, push);
    begin();
    show();
  };

  let wait = 0;
  field.addEventListener("focus", begin);
  field.addEventListener("input", () => {
    begin();
    show();
    clearTimeout(wait);
    wait = setTimeout(() => remember(field.value.trim(), false), 400);
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    clearTimeout(wait);
    remember(field.value.trim(), field.value.trim() !== last);
    last = field.value.trim();
    show();
    if (current?.direct) results.querySelector("a.hit").click();
  });
  addEventListener("popstate", () => ask(new URLSearchParams(location.search).get("q") ?? "", false));
  document.getElementById("search").addEventListener("click", (event) => {
    const next = event.target.closest("a[data-query]");
    if (!next || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    ask(next.dataset.query, true);
    field.focus();
  });

  // The single key can be turned off (WCAG 2.1.4); book.js asks for it.
  const slash = document.getElementById("slash");
  try {
    slash.checked = localStorage.getItem("slash") !== "off";
    slash.addEventListener("change", () => localStorage.setItem("slash", slash.checked ? "on" : "off"));
    slash.closest("label").hidden = false;
  } catch {} // where nothing can be stored, the key stays on

  // Arrows walk through the results, Enter opens one, Escape leads back and then clears.
  document.addEventListener("keydown", (event) => {
    const hits = [...results.querySelectorAll("a.hit, .values a")], at = hits.indexOf(document.activeElement);
    const inside = document.activeElement === field || at >= 0;
    if (event.key === "ArrowDown" && inside && hits[at + 1]) hits[at + 1].focus();
    else if (event.key === "ArrowUp" && at >= 0) (hits[at - 1] ?? field).focus();
    else if (event.key === "Escape" && at >= 0) field.focus();
    else if (event.key === "Escape" && document.activeElement === field && field.value) ask("", false);
    else return;
    event.preventDefault();
  });

  const asked = new URLSearchParams(location.search).get("q");
  if (asked) {
    last = asked.trim();
    ask(last, false);
  }
  if (!matchMedia("(pointer: coarse)").matches) field.focus({ preventScroll: true });
}
