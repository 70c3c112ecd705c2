// Citations: the dialog, the pages of cite/ and the reader's list. Loaded when the first citation is asked for.
// The forms come from cite/data/ as templates with marks in the place of words; see citing/specimen.py and data.py.
"use strict";
{
  const FIRST = 0xe100;
  const WIDTH = 10;
  const DATE = 7; // slots of the date
  const LOCATOR = 47;
  const PARTS = 64;
  const MARKS = /[\ue100-\ue2df]/g;
  const TABS = [_("Notes"), _("Author–date"), "MLA", "APA", "BibTeX", "RIS", "CSL"];
  const ROWS = [
    [_("Chicago, note"), _("Chicago, bibliography")],
    [_("Chicago, in the text"), _("Chicago, reference list")],
    [_("MLA, in the text"), _("MLA, works cited")],
    [_("APA, in the text"), _("APA, references")],
    ["BibTeX"],
    ["RIS"],
    ["CSL-JSON"],
  ];
  const SUFFIX = ["bib", "ris", "json"];
  const site = new URL("..", document.currentScript.src);
  const published = site.protocol.startsWith("http");

  // Storage throws where it is forbidden; then a choice lasts for one page.
  const memory = {};
  const keep = (name, value) => {
    memory[name] = value;
    try {
      localStorage.setItem(name, value);
    } catch {}
  };
  const kept = (name) => {
    try {
      return localStorage.getItem(name) ?? memory[name];
    } catch {
      return memory[name];
    }
  };
  const scheme = kept("scheme");
  if (scheme === "light" || scheme === "dark") document.documentElement.dataset.scheme = scheme;

  // Data: scripts, since a page opened from disk may load nothing else.
  const known = {};
  const loaded = new Map();
  let facts, date, shapes, texts;
  globalThis.citeForms = (...all) => ([facts, date, shapes, texts] = all);
  globalThis.citeData = (_number, names) => Object.assign(known, names);
  const load = (file) => {
    if (!loaded.has(file)) {
      loaded.set(
        file,
        new Promise((done, failed) => {
          const script = document.createElement("script");
          script.src = new URL(`cite/data/${file}.js`, site);
          script.addEventListener("load", done);
          script.addEventListener("error", failed);
          document.head.append(script);
        }),
      );
    }
    return loaded.get(file);
  };
  const part = (name) => {
    let number = 0;
    for (const character of name) number = (number * 31 + character.codePointAt(0)) % 65521;
    return String(number % PARTS).padStart(2, "0");
  };

  // One name, or all from one to another, as "from~to".
  const get = async (wanted) => {
    const [name, to] = wanted.split("~");
    await Promise.all([load("forms"), load(part(name)), to && load(part(to))]);
    if (!known[name] || (to && !known[to])) return null;
    return to ? range(one(name), one(to)) : one(name);
  };
  const one = (name) => {
    const [shape, heading, subject = "", quote = "", place = "", short = "", own = [], locator = "", varied = {}, day, pairs = []] =
      known[name];
    const claim = /“.*”/.exec(subject)?.[0];
    const whole = (words) => (typeof words === "number" ? facts.shared[words] : words).replaceAll("\ue302", () => claim).replaceAll("\ue300", name).replace("\ue301", facts.shared.at(-1));
    const address = whole(short);
    const words = [...(day ? dated(day) : date), ...own.map(whole)];
    const at = facts.base ? -1 : words.indexOf(address, DATE + 2);
    if (at > 0 && published) words[at] = String(new URL(address, site));
    const note = words.length - 1;
    words[LOCATOR] = locator;
    return { name, shape, heading, subject: whole(subject), quote, place: whole(place), address, words, varied, url: at, note, pairs };
  };
  // Year, month and day as the slots of a date have them.
  const dated = (numbers) => {
    const [y, m = 0, d = 0] = numbers.split(", "), two = (n) => (n ? String(n).padStart(2, "0") : "");
    return [y, ...(m ? facts.months[m - 1] : ["", ""]), d ? String(d) : "", m ? facts.months[11 + Number(m)] : "", `${y}/${two(m)}/${two(d)}`, numbers];
  };
  const dashed = (from, to) => (from === to ? from : `${from}–${to}`);
  const range = (a, b) => {
    const words = [...a.words];
    const [from, to] = [a, b].map((r) => r.heading.match(/\d+/)[0]);
    const passages = a.heading.includes("¶");
    const heading = passages
      ? a.heading.replace(_("passage {place}", { place: `¶${from}` }), _("passages ¶¶{from}–{to}", { from, to }))
      : a.heading.replace(_("note {number}", { number: from }), _("notes {from}–{to}", { from, to }));
    const read = (r) => [r.words[LOCATOR].match(/^\d+/)?.[0] ?? "", r.words[LOCATOR].match(/PDF \S+ (\d+)/)?.[1] ?? ""];
    const [[p, page], [q, last]] = [read(a), read(b)];
    const pdf = !page || !last ? "" : page === last ? _("PDF p. {page}", { page }) : _("PDF pp. {pages}", { pages: dashed(page, last) });
    words[LOCATOR] = [dashed(p, q), pdf].filter(Boolean).join(", ");
    const known = a.words[a.note].split(". ").slice(1).filter((text) => /^[A-Z]/.test(text));
    words[a.note] = [`¶${dashed(p, q)}${pdf && `, ${pdf}`}, ${_("anchors {from} to {to}", { from: a.name, to: b.name })}`, ...known].join(". ");
    words[DATE] = `${a.name}_${b.name}`;
    const varied = { ...a.varied };
    if (!passages) {
      words[DATE + 1] = heading[0].toUpperCase() + heading.slice(1);
      for (let v = 0; v < WIDTH; v++) delete varied[(DATE + 1) * WIDTH + v];
    }
    const address = a.address.replace("#", `?to=${b.name}#`);
    const at = words.findIndex((word) => word?.endsWith?.(a.address) && word.includes("#"));
    if (at > 0) words[at] = words[at].slice(0, -a.address.length) + address;
    return { ...a, heading, words, varied, address, quote: "", name: `${a.name}~${b.name}`, several: p !== q };
  };

  // Templates become text; what follows quotation marks moves into them, as in styles.py.
  const turned = (words) => words.replaceAll("“", "‘").replaceAll("”", "’");
  const NAMED = { "\\": "textbackslash{}", "{": "lbrace{}", "}": "rbrace{}", "~": "textasciitilde{}", "^": "textasciicircum{}" };
  const latex = (words) => words.replace(/[\\{}~^&%$#_]/g, (sign) => `\\${NAMED[sign] ?? sign}`).replace(/([-'`,<>?!])(?=[-'`,<>])/g, "$1{}");
  const fill = (record, template) =>
    template.replace(MARKS, (mark) => {
      const number = mark.charCodeAt(0) - FIRST;
      const variant = number % WIDTH;
      const plain = number - variant;
      const given = record.varied[number];
      if (given !== undefined) return given;
      const words = record.words[plain / WIDTH] ?? "";
      if (variant === 2) return turned(words);
      if (variant === 6) return latex(words);
      if (variant > 7) return JSON.stringify(words).slice(1, -1);
      return variant === 3 ? turned(record.varied[plain + 1] ?? words) : words;
    });
  const tidy = (text) =>
    text.replace(/([”’]+\ue001?)([,.])/g, "$2$1").replace(/([?!.])([”’\ue001]*)\./g, "$1$2");
  // Numbers keep to the word before them: no line ends within "PDF p. 12" or "chapter 2, ¶2".
  const held = (text) => text.split(/((?:PDF )?\p{L}+[.,]?(?: ¶?\d\S*)+)/u).map((words, i) => (i % 2 ? element("span", { className: "held" }, words) : words));
  const styled = (record, number) => {
    let text = tidy(fill(record, texts[shapes[record.shape][number]]));
    if (record.several) text = text.replace(/\b(para?)\. (?=\d)/g, "$1s. ");
    const span = element("span", { className: "cited" });
    for (const [i, piece] of text.split(/[\ue000\ue001]/).entries()) span.append(...(i % 2 ? [element("i", {}, piece)] : held(piece)));
    return span;
  };
  const data = (record, number) => {
    let template = texts[shapes[record.shape][8 + number]];
    if (record.url > 0 && !published) {
      // An address that holds only on this disk is left out.
      const marks = new RegExp(`[${Array.from({ length: WIDTH }, (_, v) => String.fromCharCode(FIRST + record.url * WIDTH + v)).join("")}]`);
      template = template.split("\n").filter((line) => !marks.test(line)).join("\n");
    }
    return fill(record, template);
  };
  const link = (record) => (facts.base ? facts.base + record.address : published ? String(new URL(record.address, site)) : record.address);

  const element = (tag, properties = {}, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };
  const button = (text, label, act) => {
    const made = element("button", { type: "button", className: "copy" }, text);
    if (label) made.setAttribute("aria-label", label);
    made.addEventListener("click", () => act(made));
    return made;
  };

  // Says to screen readers what a button has done; a dialog hides what is outside it, so it moves along.
  const status = element("p", { className: "hidden" });
  status.setAttribute("role", "status");
  const copy = async (text, from) => {
    const plain = text.textContent.trim();
    const word = from.textContent;
    const done = (said) => {
      from.textContent = said;
      from.classList.toggle("done", said === _("Copied"));
      status.textContent = said === _("Copied") ? _("Copied to the clipboard.") : _("Select the text and copy it.");
      setTimeout(() => {
        from.textContent = word;
        from.classList.remove("done");
        status.textContent = "";
      }, 3000);
    };
    try {
      const types = { "text/plain": plain };
      if (text.tagName !== "PRE") types["text/html"] = text.innerHTML; // keeps the italics
      const blobs = Object.entries(types).map(([type, content]) => [type, new Blob([content], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      done(_("Copied"));
    } catch {
      // An old browser, or a page without https: select the text, and copy it if that is allowed.
      getSelection().selectAllChildren(text);
      done(document.execCommand("copy") ? _("Copied") : _("Selected"));
    }
  };
  const download = (name, text) => {
    const address = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
    const made = element("a", { href: address, download: name });
    made.click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
  };
  const row = (label, text, ...more) =>
    element(
      "div",
      { className: "cite-row" },
      element(document.body.matches(".citing") ? "h2" : "h3", {}, label), // on the own page below h1, else below the dialog's h2
      text,
      element("div", { className: "cite-buttons" }, button(_("Copy"), _("Copy: {label}", { label }), (from) => copy(text, from)), ...more),
    );

  // All forms of one style, of one record or of several.
  const fileName = (records, suffix) => `${records.length > 1 ? "list" : records[0].name.replace("~", "-to-")}.${suffix}`;
  const merged = (records, number) => {
    const texts = records.map((record) => data(record, number));
    return number === 2 ? `[${texts.map((text) => text.trim().slice(1, -1)).join(",\n")}]\n` : texts.join("\n");
  };
  const panel = (records, tab) => {
    if (tab >= 4) {
      const text = merged(records, tab - 4);
      const name = fileName(records, SUFFIX[tab - 4]);
      const pre = element("pre", { className: "cited", tabIndex: 0 }, text);
      return [row(ROWS[tab][0], pre, button(_("Download"), _("Download {name}", { name }), () => download(name, text)))];
    }
    return ROWS[tab].map((label, form) => {
      if (records.length === 1) return row(label, styled(records[0], tab * 2 + form));
      const texts = records.map((record) => styled(record, tab * 2 + form)).sort((x, y) => (form ? x.textContent.localeCompare(y.textContent, document.documentElement.lang) : 0));
      return row(label, element("div", { className: "cited" }, ...texts.map((text) => element("p", {}, text))));
    });
  };
  const tabs = (records, where) => {
    const set = element("fieldset", { className: "cite-tabs" }, element("legend", { className: "hidden" }, _("Style")));
    const place = element("div", { className: "cite-panel" });
    const chosen = Math.min(Number(kept("citation-style")) || 0, TABS.length - 1);
    const show = (tab) => place.replaceChildren(...panel(records, tab));
    TABS.forEach((name, tab) => {
      const input = element("input", { type: "radio", name: `style-${where}`, checked: tab === chosen });
      input.addEventListener("change", () => {
        keep("citation-style", String(tab));
        show(tab);
      });
      set.append(element("label", {}, input, element("span", {}, name)));
    });
    show(chosen);
    return [set, place];
  };

  // The list on this device.
  const listed = () => (kept("citations") || "").split(" ").filter(Boolean);
  const pin = (record) => {
    const said = () => (listed().includes(record.name) ? _("Remove from my list") : _("Add to my list"));
    const link = element("a", { href: new URL("cite/list.html", site) });
    const count = () => (link.textContent = _("My list ({count})", { count: listed().length }));
    count();
    const made = button(said(), "", () => {
      const names = listed();
      keep("citations", (names.includes(record.name) ? names.filter((n) => n !== record.name) : [...names, record.name]).join(" "));
      made.textContent = said();
      count();
    });
    return [made, link];
  };

  // All from one passage or note to a later one of the chapter.
  const through = (record, change) => {
    const [from, to] = record.name.split("~");
    const series = facts.series.find((names) => names.includes(from));
    const later = series?.slice(series.indexOf(from) + 1) ?? [];
    if (!later.length) return [];
    const select = element("select", {}, element("option", { value: from }, _("this one alone")));
    const first = Number(record.heading.match(/\d+/)[0]);
    const word = (number) => (record.heading.includes("¶") ? `¶${number}` : _("note {number}", { number }));
    later.forEach((name, i) => select.append(element("option", { value: `${from}~${name}`, selected: name === to }, _("to {place}", { place: word(first + i + 1) }))));
    select.addEventListener("change", () => change(select.value));
    return [element("label", { className: "cite-range" }, _("Cite "), select)];
  };

  // Errors are reported where the settings say, else as a text to send.
  const report = (record) => {
    const words = record.quote || record.heading;
    const values = { name: record.name, edition: facts.edition, title: facts.title, words };
    if (facts.report) {
      const href = facts.report.replace(/\{(\w+)\}/g, (all, name) => (name in values ? encodeURIComponent(values[name]) : all));
      return element("p", {}, element("a", { href }, _("Report an error here")));
    }
    const text = element("pre", { className: "cited", tabIndex: 0 }, [_("{book}, edition {version}", { book: facts.title, version: facts.edition }), _("Name: {name}", { name: record.name }), _("Words: {words}", { words }), _("What is wrong: ")].join("\n"));
    return element("details", {}, element("summary", {}, _("Report an error here")), row(_("Text to send to the editors"), text));
  };

  // Everything of one citation below its heading.
  const body = (record, where, change) => {
    const { directive = "" } = record;
    const address = element("a", { className: "cited address", href: new URL((record.address || ".") + directive, site) }, link(record) + directive);
    const parts = [row(_("Link"), address)];
    if (record.quote) {
      const place = record.place ? `, ${record.place}` : "";
      parts.push(row(_("Quote"), element("span", { className: "cited" }, `${record.quote} (`, element("i", {}, facts.title), ...held(`${place})`))));
    }
    const tools = element("div", { className: "cite-tools" }, ...through(record, change), ...pin(record));
    if (where === "dialog") {
      const [name] = record.name.split("~");
      tools.append(element("a", { className: "page", href: new URL(`cite/${name}.html`, site) }, _("Every style on one page")));
      return [...parts, ...tabs([record], where), tools, ...carried(record), report(record)];
    }
    return [...parts, tools, ...TABS.flatMap((_, tab) => panel([record], tab)), ...carried(record), report(record)];
  };

  // A note's sources, each of which has a line of its own on what it carries.
  const carried = (record) => {
    if (!record.pairs.length || record.name.includes("~")) return [];
    const line = element("p", { className: "cite-pairs" }, `${_("What its sources carry:")} `);
    record.pairs.forEach(([pair, label], i) => {
      const href = new URL(`cite/${pair.replace("\ue300", record.name)}.html`, site);
      line.append(i ? "; " : "", element("a", { href }, label));
    });
    return [line];
  };

  // The dialog's own style sheet comes with it; without it the words are there all the same.
  const style = () =>
    new Promise((done) => {
      const sheet = element("link", { rel: "stylesheet", href: new URL("_static/cite.css", site) });
      sheet.addEventListener("load", done);
      sheet.addEventListener("error", done);
      document.head.append(sheet);
    });

  let dialog;
  const makeDialog = () => {
    const close = element("button", { type: "button", className: "close" }, _("Close"));
    const heading = element("h2", { id: "cite-name", tabIndex: -1, autofocus: true });
    dialog = element("dialog", { className: "cite-dialog" });
    dialog.setAttribute("aria-labelledby", "cite-name");
    dialog.append(
      element(
        "div",
        { className: "cite-forms" },
        element("header", {}, element("div", {}, heading, element("p", { className: "cite-subject" })), close),
        element("div", { className: "cite-box" }),
      ),
    );
    close.addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  };
  const show = (record) => {
    dialog.querySelector("h2").textContent = _("Cite {name}", { name: record.heading });
    dialog.querySelector(".cite-subject").textContent = record.subject;
    const again = async (wanted) => {
      show(await get(wanted));
      dialog.querySelector("select").focus();
    };
    dialog.querySelector(".cite-box").replaceChildren(...body(record, "dialog", again), status);
  };
  // Words selected in a passage: whole words, without the numbers of notes, and the text fragment that finds them.
  const selected = ([passage, range]) => {
    const walker = document.createTreeWalker(passage, NodeFilter.SHOW_TEXT);
    let text = "", start = -1, end = -1;
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node.parentElement.closest(".footnote-reference")) continue;
      if (start < 0 && range.comparePoint(node, node.length) >= 0) start = text.length + (node === range.startContainer ? range.startOffset : 0);
      if (range.comparePoint(node, 0) <= 0) end = text.length + (node === range.endContainer ? range.endOffset : node.length);
      text += node.data;
    }
    const letter = /[\p{L}\p{N}’-]/u;
    while (start < end && !letter.test(text[start])) start++;
    while (end > start && !letter.test(text[end - 1])) end--;
    if (start >= end) return null;
    while (start && letter.test(text[start - 1])) start--;
    while (end < text.length && letter.test(text[end])) end++;
    const quote = text.slice(start, end).replace(/\s+/g, " "), words = quote.split(" ");
    const coded = (some) => encodeURIComponent(some).replaceAll("-", "%2D");
    const fragment = quote.length < 100 || words.length < 8 ? coded(quote) : `${coded(words.slice(0, 4).join(" "))},${coded(words.slice(-4).join(" "))}`;
    const inner = { "„": "‚", "“": "‘", "”": "’" };
    const turned = quote.replace(/[„“”]/g, (mark) => inner[mark]);
    return { quote: _("“{words}”", { words: turned }), directive: `:~:text=${fragment}` };
  };
  globalThis.showCitation = async (from, chosen) => {
    const name = decodeURIComponent(new URL(from.href).pathname.split("/").pop().replace(/\.html$/, ""));
    const [record] = await Promise.all([get(name).catch(() => null), dialog || style()]);
    if (!record) return location.assign(from.href);
    if (!dialog) makeDialog();
    show(chosen ? { ...record, ...selected(chosen) } : record);
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  const enhance = async (page) => {
    const name = decodeURIComponent(location.pathname.split("/").pop().replace(/\.html$/, ""));
    const turn = async (wanted) => {
      const record = await get(wanted).catch(() => null);
      if (!record) return;
      const [home, heading, subject] = page.children;
      heading.textContent = _("Cite {name}", { name: record.heading });
      page.replaceChildren(home, heading, subject, ...body(record, "page", turn), status);
    };
    await turn(new URLSearchParams(location.search).get("to") ? `${name}~${new URLSearchParams(location.search).get("to")}` : name);
  };

  const list = async (page) => {
    const given = new URLSearchParams(location.search).get("names");
    const names = given === null ? listed() : given.split(" ").filter(Boolean);
    const found = await Promise.all(names.map((name) => get(name).catch(() => null)));
    const records = found.filter(Boolean);
    const [home, heading, explained] = page.children;
    const parts = [];
    if (!records.length) parts.push(element("p", {}, _("The list is empty. Open a citation and choose “Add to my list”.")));
    else {
      const items = records.map((record) => {
        const [from] = record.name.split("~");
        const item = element("li", {}, element("a", { href: new URL(record.address, site) }, record.heading), " ");
        if (given === null) {
          item.append(
            button(_("Remove"), _("Remove {name}", { name: record.heading }), () => {
              keep("citations", listed().filter((name) => name !== record.name).join(" "));
              list(page);
            }),
          );
        } else item.append(element("a", { href: new URL(`cite/${from}.html`, site) }, _("cite")));
        return item;
      });
      const address = new URL("cite/list.html", facts.base || site);
      address.searchParams.set("names", records.map((record) => record.name).join(" "));
      parts.push(element("ul", { className: "cite-list" }, ...items));
      parts.push(row(_("Address to share"), element("span", { className: "cited address" }, String(address))));
      if (given !== null) {
        parts.push(
          button(_("Keep on this device"), "", () => {
            keep("citations", [...new Set([...listed(), ...records.map((record) => record.name)])].join(" "));
            location.assign(new URL("cite/list.html", site));
          }),
        );
      }
      parts.push(...tabs(records, "list"));
    }
    if (found.length > records.length) parts.push(element("p", {}, _("Some names of this list are not in this edition.")));
    page.replaceChildren(home, heading, explained, ...parts, status);
  };

  const start = () => {
    const page = document.querySelector("main#cite");
    if (page) enhance(page);
    const own = document.querySelector("main#list");
    if (own) list(own);
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start);
  else start();
}
