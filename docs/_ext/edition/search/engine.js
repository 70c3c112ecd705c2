// The search engine of the book: words into units, without a page. `bookSearch` is all that others see.
// No library: minisearch 7.2.0 takes 18.6 kB (gzip) and knows no phrases, dates, forms of names or vocabulary.
"use strict";
globalThis.bookSearch = (() => {
  const KINDS = ["note", "passage", "term", "section", "event", "figure", "source", "chapter", "page", "pair"];
  const FIELDS = ["title", "forms", "asked", "text", "more", "cites", "keywords"];
  // Chosen by trying: the queries of tests/search/queries.yaml find what they should first.
  const tune = {
    weight: [2, 2, 1.5, 1, 0.5, 0.5, 2.5], // of a word in each field
    flat: [0.5, 0.2, 0.3, 0.6, 0.75, 0.3, 0.1], // how much a field's length counts
    k: 1.2, // how much more a word is worth that stands more often
    related: 0.75, // worth of a word of like meaning
    titled: 2, // of a title that has all words
    wanted: 2.2, // of a kind that the query names, as in "famine chart"
    apart: 2.5, // of what tells of the book, in a question about it
    light: 0.7, // of a word that says little
    joint: 0.4, // of two words that stand together
    cover: 0.6, // the part of a score that grows with how much of the query is found
    power: 0.5, // how fast it grows: the first words count most
    // Of a kind, in a question and in any query.
    question: { note: 1.5, section: 1.25 },
    prior: { note: 1.25, passage: 0.75, term: 0.8, section: 0.75, event: 0.75, figure: 0.8, source: 0.55, pair: 0.6, chapter: 0.7, page: 0.5 },
  };
  const STOP = new Set(_("a an the this that these those of in on at to for from by with as into about than and or but nor not no if then so such it its they them their he him his she her we our you your i who whom whose which what when where why how is are was were be been being am do does did done has have had having can could will would shall should may might must there here up out over off also too very just own same other some any all each both more most few only during between under after before against through until while ever still really actually happen happened anything something nothing everything anyone someone anybody somebody").split(" "));
  // Words that say little in a question: they count, but no answer needs them.
  const LIGHT = new Set(_("go went gone going get got take took taken make made say said says think mind know want part thing way kind people country countries state year years day days month time times first last size amount many much long often far big bad good well come came bring brought put keep kept let side together example like call called happen same different difference right wrong true false even again always never once later early today now world whether become became turn turned try tried look seem ask asked tell told left mean means role word words since play played").split(" "));
  // Words that name a kind: they prefer it, and no answer needs them.
  const WANTED = { note: "note", figure: "figure", chart: "figure", graph: "figure", diagram: "figure", map: "figure", event: "event", date: "event", timeline: "event", term: "term", definition: "term", glossary: "term", source: "source", bibliography: "source", passage: "passage", paragraph: "passage", commentary: "section" };
  const APART = /^(?:essay|book|edition|editor|author|website|site)s?$/;
  const MONTHS = [_("January"), _("February"), _("March"), _("April"), _("May"), _("June"), _("July"), _("August"), _("September"), _("October"), _("November"), _("December")];
  const RUSSIAN = "янв фев мар апр ма[ия] июн июл авг сен окт ноя дек".split(" "); // how their names begin, without accents

  // ---------------------------------------------------------------- words

  const spellings = (text) =>
    text
      .replace(/(lab|neighb|fav|hon|behavi|harb|rum|arm)our/g, "$1or")
      .replace(/(organ|national|recogn|normal|modern|industrial|critic|mobil|nuclear|stabil|real|emphas|apolog|util|character|final|author)is(e|ed|es|ing|ation)(?!\p{L})/gu, "$1iz$2")
      .replace(/(def|off)ence/g, "$1ense").replace(/programme/g, "program").replace(/centre/g, "center").replace(/aeroplane/g, "airplane");
  // Words as they are compared: without accents and capitals, initials together, in American spelling.
  const fold = (text) =>
    spellings(text.replace(/\bU\.?\s?S\.?(?:\s?A\.?)?(?![\p{L}\p{N}])/gu, " usa ").replace(/(?<![\p{L}\p{N}])(?:\p{Lu}\.){2,}/gu, (initials) => initials.replaceAll(".", "")).normalize("NFD").replace(/[\u0300-\u036f]/g, "").normalize("NFC").toLowerCase().replace(/[’‘ʼʹ′`]/g, "'").replace(/[‐‑‒–—]/g, "-"));

  // Porter's stemmer (1980), the steps in one table each.
  const stems = new Map();
  const CASES = /^(\p{Script=Cyrillic}{4,}?)(?:[аеиоуыюя]|ой|ом|ем|ым|ам|ах|ого|ому|ами|ая|ый|ий)$/u; // of Russian
  const stem = (word) => {
    let found = stems.get(word);
    if (found === undefined) stems.set(word, (found = /^[a-z]{3,}$/.test(word) ? porter(word) : word.replace(CASES, "$1")));
    return found;
  };
  const C = "[^aeiou][^aeiouy]*", V = "[aeiouy][aeiou]*";
  const some = new RegExp(`^(?:${C})?${V}${C}`), one = new RegExp(`^(?:${C})?${V}${C}(?:${V})?$`), two = new RegExp(`^(?:${C})?${V}${C}${V}${C}`), vowel = new RegExp(`^(?:${C})?[aeiouy]`), short = new RegExp(`^${C}[aeiouy][^aeiouwxy]$`);
  const table = (text) => text.split(" ").map((pair) => pair.split(">"));
  const STEP2 = table("ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble logi>log");
  const STEP3 = table("icate>ic ative> alize>al iciti>ic ical>ic ful> ness>");
  const STEP4 = "ement ment ance ence able ible ant ent ism ate iti ous ive ize al er ic ou".split(" ");
  const swap = (word, rules) => {
    for (const [end, now] of rules) if (word.endsWith(end)) {
      const left = word.slice(0, -end.length);
      return some.test(left) ? left + now : word;
    }
    return word;
  };
  const porter = (w) => {
    w = w.replace(/(ss|i)es$/, "$1").replace(/([^s])s$/, "$1");
    let m;
    if ((m = /^(.+)eed$/.exec(w))) { if (some.test(m[1])) w = w.slice(0, -1); }
    else if ((m = /^(.+)(ed|ing)$/.exec(w)) && vowel.test(m[1])) {
      w = m[1];
      if (/(at|bl|iz)$/.test(w)) w += "e";
      else if (/([^aeiouylsz])\1$/.test(w)) w = w.slice(0, -1);
      else if (short.test(w)) w += "e";
    }
    if ((m = /^(.+)y$/.exec(w)) && vowel.test(m[1])) w = `${m[1]}i`;
    w = swap(swap(w, STEP2), STEP3);
    const end = STEP4.find((e) => w.endsWith(e));
    if (end) { if (two.test(w.slice(0, -end.length))) w = w.slice(0, -end.length); }
    else if ((m = /^(.+)(s|t)ion$/.exec(w)) && two.test(m[1] + m[2])) w = m[1] + m[2];
    if ((m = /^(.+)e$/.exec(w)) && (two.test(m[1]) || (one.test(m[1]) && !short.test(m[1])) || (some.test(m[1]) && !one.test(m[1])))) w = m[1];
    return w.endsWith("ll") && two.test(w) ? w.slice(0, -1) : w;
  };

  const WORD = /\p{N}+(?:[.,]\p{N}+)+|[\p{L}\p{N}]+(?:'[\p{L}\p{N}]+)*/gu;
  const split = (folded) =>
    (folded.match(WORD) ?? []).map((w) => (/^\p{N}/u.test(w) ? w.replace(/,/g, "") : w.replace(/'s$/, "").replace(/'/g, ""))).map((w) => (w === "us" ? "usa" : w));
  const CJK = /[\u3400-\u9fff\uac00-\ud7af]/;

  // ---------------------------------------------------------------- dates

  const FOLDED = MONTHS.map(fold), SHORT = FOLDED.map((name) => name.slice(0, 3));
  // The number of a month, by its name, the beginning of one, or one with a slip; else 0, as of "mark" and "decide".
  const month = (name) => {
    const bare = name.replace(".", "");
    return FOLDED.findIndex((full) => full.startsWith(bare) || near(bare, full, 1)) + 1 || RUSSIAN.findIndex((start) => new RegExp(`^${start}`).test(name)) + 1;
  };
  const twoDigits = (n) => String(n).padStart(2, "0");
  const iso = (y, m, d) => `${y ?? "-"}-${twoDigits(m)}${d ? `-${twoDigits(d)}` : ""}`;
  const NAME = `(?<month>(?:${SHORT.join("|")})[a-z]*\\.?|(?:${RUSSIAN.join("|")})[а-я]*)`;
  const FORMS = [
    `\\b(?<day>\\d{1,2})(?:st|nd|rd|th|\\.)?(?:-(?<last>\\d{1,2})\\.?)?\\s+(?:of\\s+)?${NAME}(?:,?\\s+(?<year>\\d{4})(?!\\d))?`,
    `\\b${NAME}\\s+(?<day>\\d{1,2})(?:st|nd|rd|th)?(?:-(?<last>\\d{1,2}))?(?!\\d)(?:,?\\s+(?<year>\\d{4})(?!\\d))?`,
    `\\b${NAME},?\\s+(?<year>\\d{4})(?!\\d)`,
    `\\b(?<year>\\d{4})[-/.](?<number>\\d{1,2})(?:[-/.](?<day>\\d{1,2}))?(?![\\d-])`,
    `\\b(?<day>\\d{1,2})[./](?<number>\\d{1,2})[./](?<year>\\d{4})(?!\\d)`,
    `\\b(?<year>\\d{4})[년年](?:\\s*(?<number>\\d{1,2})[월月])?(?:\\s*(?<day>\\d{1,2})[일日])?`,
  ].map((form) => new RegExp(form.replace("\\b", "(?<![\\p{L}\\p{N}])"), "gu"));

  // The dates of a folded text: from, to, and year, month, day, each 0 where it is not said.
  const dates = (text) => {
    const found = [];
    for (const form of FORMS) for (const match of text.matchAll(form)) {
      const { day, last, year, month: name, number } = match.groups;
      let m = name ? month(name) : Number(number ?? 0), d = Number(day ?? 0);
      if (!name && m > 12 && d && d <= 12) [m, d] = [d, m]; // 6/25/1950
      if (m > 12 || d > 31 || ((name || number) && !m)) continue;
      const at = match.index, to = at + match[0].length;
      if (found.some((other) => at < other.to && other.at < to)) continue;
      found.push({ at, to, y: Number(year ?? 0), m, d, last: Number(last ?? 0) });
    }
    return found;
  };
  const dateKeys = ({ y, m, d, last }) => {
    const keys = [];
    for (const day of last && d ? [d, last] : [d]) {
      if (y && m && day) keys.push(iso(y, m, day));
      if (m && day) keys.push(iso(null, m, day));
    }
    if (y && m) keys.push(iso(y, m));
    return keys;
  };

  // ---------------------------------------------------------------- the index

  const units = [], byName = new Map(), concepts = new Map(), vocabulary = new Map(), postings = new Map();
  const lengths = FIELDS.map(() => 0);
  const starts = new Set(), spoken = new Map();
  let head = null, complete = false, cjk = [], retired = new Map();

  const learn = (phrase, token) => {
    const key = split(fold(phrase)).map(stem);
    if (!key.length) return;
    const joined = key.join("");
    if (token[0] === "§" && !spoken.has(joined)) spoken.set(joined, phrase);
    for (let n = 1, start = ""; n < key.length; n++) starts.add((start += key[n - 1]));
    if (!concepts.has(joined)) concepts.set(joined, []);
    if (!concepts.get(joined).includes(token)) concepts.get(joined).push(token);
  };

  // Spans of words that are a form of a name or stand in a group of words of one meaning; the longest first.
  const spans = (list) => {
    const found = [];
    for (let i = 0; i < list.length; i++) {
      let key = "", best = null;
      for (let n = 1; i + n <= list.length && (n === 1 || starts.has(key) || (n < 4 && CJK.test(key))); n++) {
        key += list[i + n - 1];
        const tokens = concepts.get(key) ?? concepts.get(key.replace(/(\d)[a-z]+$/, "$1")); // MiG-15s, MiG-15bis
        if (tokens) {
          best = { at: i, n, tokens };
          found.push(best);
        }
      }
      if (!best && CJK.test(list[i])) {
        const form = cjk.find((f) => list[i].includes(f));
        if (form) found.push({ at: i, n: 1, tokens: concepts.get(form) });
      }
    }
    return found;
  };

  // Neighbors among the words of a question, small words left out: "who started the war" has "who start" and "start war".
  const SMALL = new Set("a an the of to in on at by for with from did do does is are was were be been has have had it its their".split(" "));
  const joints = (list) => {
    const kept = list.filter((word) => !SMALL.has(word)).map(stem);
    return kept.slice(1).map((word, i) => `${kept[i]}_${word}`);
  };

  const enter = (u, field, text) => {
    if (!text) return 0;
    const folded = fold(text), list = split(folded), known = list.map(stem);
    const count = new Map();
    const put = (token) => count.set(token, (count.get(token) ?? 0) + 1);
    list.forEach((word, i) => {
      put(known[i]);
      if (field !== 5) vocabulary.set(word, (vocabulary.get(word) ?? 0) + 1);
    });
    for (const span of spans(known)) span.tokens.forEach(put);
    if (field === 2 || field === 6) for (const part of text.split(/[,?]/)) joints(split(fold(part))).forEach(put);
    if (/\d/.test(folded)) for (const date of dates(folded)) dateKeys(date).forEach(put);
    for (const [token, n] of count) {
      if (!postings.has(token)) postings.set(token, []);
      postings.get(token).push(u, field, n);
    }
    units[u].size[field] += list.length;
    lengths[field] += list.length;
    return list.length;
  };

  const slug = (kind, title) =>
    `${kind}-${title.replace(/[’“”]/g, "").normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "")}`;
  const ofKind = (kind) => units.filter((unit) => unit.kind === kind);
  const post = (token, u, field) => {
    if (!postings.has(token)) postings.set(token, []);
    postings.get(token).push(u, field, 1);
  };
  const create = (unit) => {
    Object.assign(unit, { i: units.length, sources: [], terms: [], size: FIELDS.map(() => 0) });
    byName.set(unit.name.toLowerCase(), unit);
    units.push(unit);
    return unit;
  };

  const add = (part) => {
    if (part.head) {
      head = part.head;
      retired = new Map(Object.entries(head.retired));
      head.light.forEach((word) => LIGHT.add(fold(word)));
      head.groups.forEach((group, g) => group.forEach((word) => learn(word, `~${g}`)));
      const titles = part.units.filter((row) => KINDS[row[0]] === "term").map((row) => row[3]);
      head.terms.forEach((forms, n) => [titles[n], titles[n].replace(/ \(.*\)$/, ""), ...forms.flat()].forEach((form) => {
        learn(form, `§${n}`);
        if (/^\p{Lu}\p{L}+ \p{Lu}\p{L}+$/u.test(form)) learn(form.replace(/(.+) (.+)/, "$2, $1"), `§${n}`); // Stalin, Joseph
      }));
      cjk = [...concepts.keys()].filter((key) => key.length > 1 && CJK.test(key)).sort((a, b) => b.length - a.length);
    }
    let terms = 0;
    for (const [k, name, page, title, text = "", number = 0, verdict = -1, shown = "", date = "", asked = [], keywords = ""] of part.units) {
      const kind = KINDS[k];
      const unit = create({ kind, name: name || slug(kind, title), page: head.pages[page], title, text, more: "", number, verdict: head.verdicts[verdict] ?? "", shown, date, asked, forms: [] });
      enter(unit.i, 0, title);
      enter(unit.i, 2, asked.join(" "));
      enter(unit.i, 3, text);
      enter(unit.i, 6, keywords);
      if (kind === "figure") enter(unit.i, 1, unit.name.replace(/-/g, " "));
      if (kind === "term") {
        unit.term = terms++;
        unit.forms = head.terms[unit.term][0];
        enter(unit.i, 1, head.terms[unit.term].flat().join(". "));
      }
      for (const day of date ? date.split("/") : []) {
        const [y, m, d] = day.split("-").map(Number);
        enter(unit.i, 0, d ? `${d} ${SHORT[m - 1]} ${y}` : m ? `${SHORT[m - 1]} ${y}` : day);
      }
    }
    const notes = ofKind("note"), sources = ofKind("source");
    part.more?.forEach((text, n) => {
      Object.assign(notes[n], { more: text, squeezed: undefined }); // a phrase may have been asked before
      enter(notes[n].i, 4, text);
    });
    part.links?.forEach(([termNumbers = [], sourceNumbers = []], u) => {
      units[u].terms = termNumbers;
      units[u].sources = sourceNumbers.map((n) => sources[n]);
      for (const n of termNumbers) post(`§${n}`, u, 4);
      for (const source of units[u].sources) enter(u, 5, source.title);
    });
    for (const [n, s, relation, text] of part.pairs ?? []) {
      const note = notes[n], source = sources[s];
      const unit = create({ kind: "pair", name: `${note.name}--${source.name.replace(/^ref-/, "")}`, page: note.page, title: source.title, text, more: "", number: note.number, verdict: "", shown: head.relations[relation], date: "", asked: [], forms: [], note });
      unit.sources = [source];
      enter(unit.i, 3, text);
      enter(unit.i, 5, source.title);
      enter(note.i, 4, text);
    }
    complete ||= !part.head;
    scores.clear();
  };

  // BM25F: for a token the units that have it, each with its share.
  const scores = new Map();
  const weigh = (token) => {
    let found = scores.get(token);
    if (found) return found;
    const list = postings.get(token) ?? [], sums = new Map();
    for (let i = 0; i < list.length; i += 3) {
      const [u, f, n] = [list[i], list[i + 1], list[i + 2]];
      const average = lengths[f] / units.length || 1;
      const size = units[u].size[f] / average;
      sums.set(u, (sums.get(u) ?? 0) + (tune.weight[f] * n) / (1 - tune.flat[f] + tune.flat[f] * Math.min(size, 6)));
    }
    const rare = Math.log(1 + (units.length - sums.size + 0.5) / (sums.size + 0.5));
    found = { rare, at: new Map([...sums].map(([u, sum]) => [u, sum / (tune.k + sum)])) };
    scores.set(token, found);
    return found;
  };

  // ---------------------------------------------------------------- the query

  // Whether two words differ by at most so many slips: a letter more, less, other or two exchanged.
  const near = (a, b, most) => {
    let before = [], last = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] !== b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
      }
      if (Math.min(...row) > most) return false;
      [before, last] = [last, row];
    }
    return last[b.length] <= most;
  };
  const letters = (word) => [...word].reduce((set, c) => set | (1 << c.charCodeAt(0) % 32), 0);
  const bits = (n) => n.toString(2).replace(/[^1]/g, "").length;
  // The word of the book that a mistyped one probably means, or "".
  const suggest = (word) => {
    if (word.length < 4 || /\d/.test(word)) return "";
    const most = word.length > 7 ? 2 : 1, mine = letters(word);
    let best = "", value = 0;
    for (const [known, count] of vocabulary) {
      if (Math.abs(known.length - word.length) > most || bits((letters(known) ^ mine) >>> 0) > 2 * most || !near(word, known, most)) continue;
      const worth = Math.log2(1 + count) * (most === 1 || near(word, known, 1) ? 20 : 1);
      if (worth > value) [best, value] = [known, worth];
    }
    return best;
  };

  // The name that some words are, but for one slip, or "".
  const suggestName = (words) => {
    const key = words.map(stem).join("");
    if (key.length < 7 || concepts.has(key)) return "";
    for (const [known, name] of spoken) if (Math.abs(known.length - key.length) < 2 && known[0] === key[0] && near(key, known, 1)) return name;
    return "";
  };

  // One thing that is asked for: what can stand for it, each with its worth, and whether an answer must have it.
  const parse = (query) => {
    const asked = { text: query.trim(), phrases: [], kinds: [], chapters: [], verdicts: [], sources: [], items: [], dates: [], terms: [], unknown: [] };
    let rest = asked.text.replace(/(^|\s)(kind|chapter|verdict|source):(?:"([^"]*)"|(\S*))/giu, (_, before, field, long, word) => {
      asked[`${field.toLowerCase()}s`].push(fold(long ?? word).trim());
      return before;
    });
    rest = rest.replace(/["“”„«»]([^"“”„«»]+)["“”„«»]/gu, (_, phrase) => {
      asked.phrases.push(squeeze(phrase));
      return ` ${phrase} `;
    });
    let folded = fold(rest);
    for (const date of dates(folded)) asked.dates.push(date);
    asked.dates.sort((a, b) => b.at - a.at);
    for (const date of asked.dates) {
      const { y, m, d, last } = date;
      const keys = (last && d ? [d, last] : [d]).map((day) => iso(y || null, m, day));
      if (m) asked.items.push({ alternatives: new Map(keys.map((key) => [key, 1.6])), words: [] });
      folded = `${folded.slice(0, date.at)} ${m ? "" : y} ${folded.slice(date.to)}`; // a year alone stays a word
    }
    const raw = folded.match(/[^\s]*\*/g)?.map((w) => split(w)[0]).filter(Boolean) ?? [];
    const words = split(folded);
    const list = words.map(stem);
    const found = spans(list);
    const content = asked.dates.length || words.some((w) => !STOP.has(w)) ? (w) => !STOP.has(w) : () => true;
    // A name's form counts as one thing, the longest first; its words alone count little.
    const covered = new Set();
    for (const span of found.filter((s) => s.tokens.some((t) => t[0] === "§")).sort((a, b) => b.n - a.n)) {
      if ([...Array(span.n).keys()].some((k) => covered.has(span.at + k))) continue;
      if (span.n === 1 && !content(words[span.at])) continue;
      const terms = span.tokens.filter((t) => t[0] === "§");
      for (let k = 0; k < span.n; k++) covered.add(span.at + k);
      const alternatives = new Map(terms.map((t) => [t, 1]));
      if (span.n === 1) alternatives.set(list[span.at], 1);
      for (const t of found.filter((s) => s.at === span.at && s.n === span.n).flatMap((s) => s.tokens)) if (t[0] === "~") alternatives.set(t, tune.related);
      asked.items.push({ alternatives, words: words.slice(span.at, span.at + span.n), term: true });
      if (span.n === words.filter(content).length || span.n === words.length) asked.whole = terms;
      asked.terms.push(...terms.map((t) => Number(t.slice(1))));
    }
    const kindOf = (word) => (Object.hasOwn(WANTED, word.replace(/s$/, "")) ? WANTED[word.replace(/s$/, "")] : "");
    const said = new Set(found.map((s) => [...Array(s.n).keys()].map((k) => s.at + k)).filter((span) => span.some((i) => STOP.has(words[i]) && !covered.has(i))).flat());
    const little = (word, i) => (LIGHT.has(word) && !said.has(i)) || kindOf(word) !== "";
    const heavy = words.some((word, i) => content(word) && !little(word, i));
    asked.wanted = heavy || words.length === 1 ? words.map(kindOf).filter(Boolean) : [];
    asked.apart = words.some((word) => APART.test(word));
    words.forEach((word, i) => {
      if (!content(word)) return;
      const inName = covered.has(i);
      const weak = inName || (little(word, i) && heavy);
      if (inName && asked.items.some((item) => item.term && item.words.length === 1 && item.words[0] === word)) return;
      const alternatives = new Map([[list[i], 1]]);
      if (!inName) for (const span of found) if (span.at <= i && i < span.at + span.n) for (const t of span.tokens) if (t[0] === "~") alternatives.set(t, tune.related);
      const item = { alternatives, words: [word], weak };
      const star = raw.includes(word);
      const known = postings.has(list[i]);
      if (star || (!known && word.length > 2)) {
        let n = 0;
        for (const [other] of vocabulary) if (other.startsWith(word) && other !== word && n++ < 60) alternatives.set(stem(other), star ? 1 : 0.8);
        if (!known && !n && alternatives.size === 1) asked.unknown.push(word);
      }
      asked.items.push(item);
    });
    asked.question = /\?\s*$/.test(asked.text) || /^(who|whom|whose|what|when|where|why|how|which|is|are|was|were|do|does|did|has|have|had|can|could|will|would|should|must)\b/i.test(asked.text);
    if (/^(?:1[89]|20)\d\d$/.test(asked.text)) asked.dates.push({ y: Number(asked.text), m: 0, d: 0, last: 0 });
    asked.filtered = [asked.kinds, asked.chapters, asked.verdicts, asked.sources, asked.phrases].some((list) => list.length > 0);
    asked.named = !asked.question || /^(who|what) (is|was|are|were) /i.test(asked.text);
    if (words.length > 2) for (const joint of joints(words)) if (postings.has(joint)) asked.items.push({ alternatives: new Map([[joint, 1]]), words: [], weak: true, share: tune.joint });
    asked.words = words;
    asked.key = words.map(stem).join("");
    return asked;
  };
  const squeeze = (text) => split(fold(text)).join(" ");

  // ---------------------------------------------------------------- answers

  const titleKey = (unit) => (unit.key ??= split(fold(unit.title)).map(stem).join(""));
  const TITLED = new Set(["term", "event", "section"]);
  const inTitle = (unit, items) => {
    unit.stems ??= new Set(split(fold(unit.title)).map(stem));
    return items.every((item) => [...item.alternatives].some(([token, worth]) => worth === 1 && unit.stems.has(token)) || (item.term && item.words.every((word) => unit.stems.has(stem(word)))));
  };
  const sameDate = ({ y, m, d }, date) => {
    const days = date.split("/"), wanted = m ? iso(y || null, m, d) : String(y);
    return days.some((day) => (y ? day.startsWith(wanted) : day.slice(4) === wanted.slice(1)));
  };
  const allWords = (unit) => (unit.squeezed ??= ` ${squeeze(`${unit.title} ${unit.forms.join(" ")} ${unit.text} ${unit.more}`)} `);

  // Every unit that has something of what is asked for, the best first.
  const rank = (asked) => {
    const total = new Map(), mass = new Map(), met = new Map();
    const strong = asked.items.filter((item) => !item.weak);
    let whole = 0;
    for (const item of asked.items) {
      const best = new Map();
      let rare = 0;
      for (const [token, worth] of item.alternatives) {
        const found = weigh(token);
        if (worth >= 0.8 && found.at.size) rare = Math.max(rare, found.rare);
        for (const [u, share] of found.at) {
          const value = worth * found.rare * share;
          if (value > (best.get(u) ?? 0)) best.set(u, value);
        }
      }
      rare ||= 4; // no unit has the word itself
      if (!item.weak) whole += rare;
      for (const [u, value] of best) {
        total.set(u, (total.get(u) ?? 0) + (item.share ?? (item.weak ? tune.light : 1)) * value);
        if (item.weak) continue;
        mass.set(u, (mass.get(u) ?? 0) + Math.min(rare, value * 2.2));
        met.set(u, (met.get(u) ?? 0) + 1);
      }
    }
    if (!asked.items.length && (asked.phrases.length || asked.filtered)) for (const unit of units) total.set(unit.i, 1);
    const hits = [];
    for (const [u, value] of total) {
      const unit = units[u];
      if (asked.filtered && (!passes(unit, asked) || (asked.phrases.length && ((met.get(u) ?? 0) < strong.length || !hasPhrases(unit, asked))))) continue;
      const covers = whole ? (mass.get(u) ?? 0) / whole : 1;
      let score = value * (1 - tune.cover + tune.cover * covers ** tune.power) * tune.prior[unit.kind];
      if (asked.apart && (unit.kind === "page" || (unit.kind === "section" && !chapterOf(unit)))) score *= tune.apart;
      else if (asked.question && !asked.apart) score *= tune.question[unit.kind] ?? 1;
      if (asked.wanted.includes(unit.kind)) score *= tune.wanted;
      if (!asked.question && !asked.phrases.length && strong.length > 1 && TITLED.has(unit.kind) && (unit.kind !== "section" || chapterOf(unit)) && inTitle(unit, strong)) score = score * tune.titled + (/\d/.test(asked.text) ? 3 : 0);
      if (asked.named && asked.whole?.includes(`§${unit.term}`)) score = score * 3 + 20;
      if (asked.key && titleKey(unit) === asked.key) score = score * 2 + 10;
      if (!asked.question && unit.kind === "event" && asked.dates.some((day) => sameDate(day, unit.date))) score = score * 2.5 + 10;
      if (unit.kind === "term" && /^\p{Lu}{2,6}$/u.test(asked.text) && unit.title.split(/[^\p{L}\p{N}-]+/u).includes(asked.text)) score = score * 1.5 + 4; // "UN"
      if (asked.phrases.length && unit.kind === "passage") score *= 4; // the essay's own words
      if (unit.kind === "source" && !asked.question && strong.length && strong.every((item) => item.words.length && item.words.every((word) => (unit.signed ??= new Set(split(fold(unit.title)))).has(word)))) score = score * 3 + 3;
      hits.push({ unit, score, covers, met: met.get(u) ?? 0 });
    }
    hits.sort((a, b) => b.score - a.score || a.unit.i - b.unit.i);
    // Few words: an answer has them all, if there is one. Many: it has a good part of what they are worth.
    const most = strong.length < 4 && !asked.question ? Math.max(0, ...hits.map((hit) => hit.met)) : 0;
    const enough = (hits[0]?.covers ?? 0) * 0.5, least = (hits[0]?.score ?? 0) * 0.12;
    return hits.filter((hit) => hit.met >= most && (most > 0 || (hit.covers >= enough && hit.score >= least)));
  };

  const KIND_NAMES = {
    note: "notes claims", passage: "passages essay paragraphs", term: "terms glossary", section: "sections commentary", event: "events timeline dates",
    figure: "figures charts maps", source: "sources bibliography", pair: "pairs carries", chapter: "chapters", page: "pages",
  };
  // The number of a unit's chapter, 0 if it has none; that of an event is told, for it stands in the timeline.
  const chapterOf = (unit) => {
    if (unit.kind === "event") return unit.number;
    const at = head.pages.indexOf(unit.page);
    return at < head.chapters ? at + 1 : 0;
  };
  const fits = {
    kinds: (unit, wanted) => wanted && KIND_NAMES[unit.kind].split(" ").some((name) => name.startsWith(wanted)),
    chapters: (unit, wanted) => {
      const number = chapterOf(unit);
      return wanted && number > 0 && (/^\d+$/.test(wanted) ? number === Number(wanted) : head.pages[number - 1].startsWith(wanted.replace(/ /g, "-")) || squeeze(head.titles[number - 1]).includes(squeeze(wanted)));
    },
    verdicts: (unit, wanted) => wanted && unit.verdict.toLowerCase().startsWith(wanted),
    sources: (unit, wanted) => wanted && (unit.kind === "source" ? [unit] : unit.sources).some((source) => (source.sought ??= `${squeeze(source.title)} ${source.name} ${source.name.slice(4)}`) && split(wanted).every((word) => source.sought.includes(word))),
  };
  const passes = (unit, asked) =>
    Object.keys(fits).every((field) => !asked[field].length || asked[field].some((wanted) => fits[field](unit, wanted)));
  const hasPhrases = (unit, asked) => asked.phrases.every((phrase) => allWords(unit).includes(` ${phrase} `));

  // The values of a field that a query leaves open, with how many units each has.
  const values = (query) => {
    const match = /(?:^|\s)(kind|chapter|verdict|source):(?:"([^"]*)|(\S*))$/iu.exec(query);
    if (!match) return null;
    const field = match[1].toLowerCase(), begun = fold(match[2] ?? match[3] ?? "");
    const start = query.slice(0, query.length - (match[2] !== undefined ? match[2].length + 1 : match[3].length));
    const list = [];
    if (field === "kind") for (const kind of KINDS) list.push([kind, kind, units.filter((unit) => unit.kind === kind).length]);
    if (field === "chapter") for (let n = 1; n <= head.chapters; n++) list.push([String(n), `${n}, ${head.titles[n - 1]}`, units.filter((unit) => chapterOf(unit) === n).length]);
    if (field === "verdict") for (const word of head.verdicts) list.push([word.toLowerCase(), word, units.filter((unit) => unit.verdict === word).length]);
    if (field === "source") for (const source of units.filter((unit) => unit.kind === "source")) list.push([source.name.slice(4), source.title, units.filter((unit) => unit.kind !== "pair" && unit.sources.includes(source)).length]);
    if (field === "source") list.sort((a, b) => squeeze(a[1]).localeCompare(squeeze(b[1]), "en"));
    const open = list.filter(([value, label]) => !begun || value.startsWith(begun) || squeeze(label).includes(squeeze(begun)));
    return { field, begun, values: open.map(([value, label, count]) => ({ query: start + value, label, count })) };
  };

  // The chapters that some words name: a number, or words of the title.
  const OF = /^(?:of|in|the|chapters?|ch|era|and)$/;
  const chaptersNamed = (rest) => {
    const numbers = [...Array(head.chapters).keys()].map((n) => n + 1);
    const words = split(rest).filter((word) => !OF.test(word));
    const named = (n) => ` ${squeeze(`${head.pages[n - 1]} ${head.titles[n - 1]}`)}`;
    return numbers.filter((n) => words.every((word) => (/^\d+$/.test(word) ? Number(word) === n : named(n).includes(` ${word}`))));
  };

  // A name typed in: an anchor, "note 16", "2.16", "chapter 2 ¶1", "split note 3", "figure 3", "chapter 4".
  const PLACE = /(?<![\p{L}\p{N}])(?:(notes?|n\.|passages?|paragraphs?|para\.?|p\.|¶+|figures?|fig\.?)\s*(?:(\d+)[.:])?|(?<=^\(?)(\d)[.:])(\d+)(?![\p{L}\p{N}%])/u;
  const direct = (query) => {
    const text = fold(query).trim().replace(/^.*#/, "").replace(/\.html$/, "");
    const named = byName.get(text) ?? byName.get(retired.get(text)?.toLowerCase());
    if (named && (/[-\d]/.test(text) || named.kind === "chapter")) return [named];
    const chapter = /^(?:chapter|ch\.?)\s*(\d+)$/.exec(text);
    if (chapter) return ofKind("chapter").filter((unit) => chapterOf(unit) === Number(chapter[1]));
    const place = PLACE.exec(text);
    if (!place) return [];
    const [whole, word = "note", before, first, number] = place;
    const kind = word.startsWith("n") ? "note" : word.startsWith("f") ? "figure" : "passage";
    const rest = text.replace(whole, " "), chapters = chaptersNamed(`${before ?? first ?? ""} ${rest}`);
    if (kind === "figure") return /[\p{L}\p{N}]/u.test(rest) ? [] : ofKind(kind).slice(Number(number) - 1, Number(number));
    return ofKind(kind).filter((unit) => unit.number === Number(number) && chapters.includes(chapterOf(unit)));
  };

  // "contradicted", "disputed claims", "verdict imprecise": a verdict's word chooses the notes that have it.
  const withVerdict = (query) => {
    const words = split(fold(query)), verdict = head.verdicts.map((word) => word.toLowerCase()).find((word) => words.includes(word));
    const frame = words.filter((word) => /^(?:claims?|notes?|verdicts?)$/.test(word));
    if (!verdict || (words.length > 1 && !frame.length) || query.includes(":")) return query;
    return `verdict:${verdict} ${words.filter((word) => word !== verdict && !frame.includes(word)).join(" ")}`.trim();
  };

  const closeBy = (asked) => {
    const day = asked.dates.find(({ y, m }) => y && m);
    if (!day) return [];
    const wanted = iso(day.y, day.m, day.d), span = (date) => Date.parse(date.slice(0, 10).padEnd(10, "-01".repeat(2)));
    const at = span(wanted.length === 7 ? `${wanted}-15` : wanted);
    return units
      .filter((unit) => unit.kind === "event" && /^\d{4}-\d\d/.test(unit.date) && !sameDate(day, unit.date))
      .map((unit) => ({ unit, far: Math.abs(span(unit.date.length === 7 ? `${unit.date}-15` : unit.date) - at) }))
      .filter(({ far }) => far < 200 * 864e5)
      .sort((a, b) => a.far - b.far)
      .slice(0, 2)
      .map(({ unit }) => unit)
      .sort((a, b) => (a.date < b.date ? -1 : 1));
  };

  // All that a page shows for a query.
  const search = (query) => {
    const straight = direct(query);
    let asked = parse(withVerdict(query)), instead = null;
    if (asked.verdicts.length && asked.items.length && !rank(asked).length) asked = parse(query);
    if (asked.unknown.length && !straight.length) {
      let text = asked.text;
      for (const word of asked.unknown.filter((w) => w.length > 4 || asked.words.length < 3)) {
        const better = suggest(word);
        if (better) text = text.replace(new RegExp(`(?<![\\p{L}\\p{N}])${word.replace(/[^\p{L}\p{N}]/gu, "\\$&")}(?![\\p{L}\\p{N}])`, "iu"), better);
      }
      if (text !== asked.text) {
        instead = { query: text, words: asked.unknown };
        asked = parse(text);
      }
    }
    if (!instead && !straight.length && asked.words.length > 1 && asked.words.length < 6 && !asked.terms.length) {
      const name = suggestName(asked.words);
      if (name) {
        instead = { query: name, words: [asked.text] };
        asked = parse(name);
      }
    }
    const field = values(query);
    const known = new Set(straight);
    const hits = [...straight.map((unit) => ({ unit, score: Infinity, covers: 1 })), ...(field?.begun === "" && !asked.items.length && !asked.phrases.length ? [] : rank(asked).filter(({ unit }) => !known.has(unit)))];
    if (straight.length) hits.length = straight.length === 1 ? Math.min(hits.length, 20) : straight.length;
    return { asked, hits, instead, field, direct: straight.length === 1 ? straight[0] : null, close: straight.length ? [] : closeBy(asked) };
  };

  // ---------------------------------------------------------------- what a result shows

  // The places of a text that a query asks for, as pairs of start and end; the text keeps its length.
  const marks = (asked, text) => {
    const wanted = new Set(asked.items.flatMap((item) => [...item.alternatives].filter(([token, worth]) => token[0] !== "~" && worth > 0.5).map(([token]) => token)));
    const places = [], words = [];
    for (const match of text.replace(/[’‘ʼʹ′`]/g, "'").matchAll(WORD)) words.push({ at: match.index, to: match.index + match[0].length, stem: stem(split(fold(match[0])).join("")) });
    words.forEach((word) => wanted.has(word.stem) && places.push([word.at, word.to]));
    for (const span of spans(words.map((word) => word.stem))) if (span.tokens.some((token) => wanted.has(token))) places.push([words[span.at].at, words[span.at + span.n - 1].to]);
    const even = text.toLowerCase().replace(/[‐‑‒–—]/g, "-");
    if (even.length === text.length && asked.dates.length) for (const date of dates(even)) if (dateKeys(date).some((key) => wanted.has(key))) places.push([date.at, date.to]);
    places.sort((a, b) => a[0] - b[0] || b[1] - a[1]);
    const joined = [];
    for (const place of places) {
      const last = joined.at(-1);
      if (last && (place[0] <= last[1] || /^[\s-]$/.test(text.slice(last[1], place[0])))) last[1] = Math.max(last[1], place[1]);
      else joined.push([...place]);
    }
    return joined;
  };

  // A stretch of a text around most of its marks, cut at words.
  const excerpt = (asked, text, most = 220) => {
    const places = marks(asked, text);
    if (text.length <= most * 1.2) return { text, places, found: places.length };
    let best = 0, start = 0;
    for (const [at] of places) {
      const inside = places.filter((place) => place[0] >= at - 40 && place[1] <= at + most - 60).length;
      if (inside > best) [best, start] = [inside, Math.max(0, at - 40)];
    }
    if (start) start = text.indexOf(" ", start) + 1;
    let end = Math.min(text.length, start + most);
    if (end < text.length) end = text.lastIndexOf(" ", end);
    const before = start ? "… " : "", after = end < text.length ? " …" : "";
    const cut = before + text.slice(start, end) + after;
    return { text: cut, places: places.filter(([a, b]) => a >= start && b <= end).map(([a, b]) => [a - start + before.length, b - start + before.length]), found: best };
  };

  return { add, search, marks, excerpt, chapterOf, units, MONTHS, fold, dates, get head() { return head; }, get complete() { return complete; } };
})();
