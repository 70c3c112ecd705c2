// Runs the clients' own code on what stands on the standard input, and prints what they make of it; see test_clients.py.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const folder = process.argv[2]; // where npm has put the packages
const require = createRequire(pathToFileURL(`${folder}/`));
const work = JSON.parse(readFileSync(0, "utf8"));

const commands = {
  // The reference implementation of CSL: an item in a note or text with a locator, and in a list.
  citeproc({ style, locale, items }) {
    const CSL = require("citeproc");
    const known = Object.fromEntries(items.map(({ item }) => [item.id, item]));
    const sys = { retrieveLocale: () => locale, retrieveItem: (id) => known[id] };
    const engine = new CSL.Engine(sys, style, "en-US"); // once a style: to read one takes a second
    engine.setOutputFormat("text");
    return items.map(({ item, locator, label }) => {
      engine.updateItems([item.id]); // the others leave the list
      const cite = { id: item.id, ...(locator && { locator, label }) };
      const text = engine.makeCitationCluster([cite]);
      return [text, engine.makeBibliography()[1].join("").trim()];
    });
  },
  // What citation-js reads in BibTeX, RIS or CSL-JSON.
  citationjs({ texts }) {
    const { Cite } = require("@citation-js/core");
    for (const plugin of ["bibtex", "csl", "ris"]) require(`@citation-js/plugin-${plugin}`);
    return texts.map((text) => new Cite(text).data);
  },
  // Where two libraries find the claims in a page; null where they do not.
  async annotations({ html, selectors }) {
    const { JSDOM } = require("jsdom");
    const dom = new JSDOM(html);
    for (const name of ["document", "Node", "NodeFilter", "Range", "Text"]) {
      globalThis[name] = name === "document" ? dom.window.document : dom.window[name];
    }
    const { createTextQuoteSelectorMatcher, createTextPositionSelectorMatcher } = require("@apache-annotator/dom");
    const quote = require("dom-anchor-text-quote");
    const position = require("dom-anchor-text-position");
    const root = dom.window.document.body;
    const all = async (matches) => {
      const found = [];
      for await (const range of matches) found.push(String(range));
      return found;
    };
    const found = [];
    for (const selector of selectors) {
      const [byQuote, byPosition] = selector;
      found.push({
        apache: await all(createTextQuoteSelectorMatcher(byQuote)(root)),
        apachePosition: await all(createTextPositionSelectorMatcher(byPosition)(root)),
        anchor: String(quote.toRange(root, byQuote) ?? ""),
        anchorPosition: String(position.toRange(root, byPosition) ?? ""),
      });
    }
    return found;
  },
  // What Firefox's reader view leaves out of some pages: each part that it should show and whose first words it lacks.
  readerView({ pages, parts }) {
    const { JSDOM } = require("jsdom");
    const { Readability } = require("@mozilla/readability");
    const words = (node) => node.textContent.replace(/\s+/g, " ").trim();
    return pages.flatMap((html) => {
      const { document } = new JSDOM(html).window;
      const wanted = [...document.querySelectorAll(parts)].map((part) => words(part).slice(0, 60));
      if (!wanted.length) throw new Error("a page has none of the parts");
      const shown = words(new JSDOM(`<body>${new Readability(document).parse().content}`).window.document.body);
      return wanted.filter((start) => !shown.includes(start));
    });
  },
  // The words of a PDF, in the order of its structure tree, each stretch with the language that a listener hears.
  async pdfjs({ file }) {
    globalThis.DOMMatrix = class {}; // of a package for drawing, which it asks for before it reads
    const { getDocument } = await import(pathToFileURL(require.resolve("pdfjs-dist/legacy/build/pdf.mjs")));
    const pdf = await getDocument({ data: new Uint8Array(readFileSync(file)), verbosity: 0 }).promise;
    const { Language: whole } = (await pdf.getMetadata()).info;
    const found = [];
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number);
      const { items } = await page.getTextContent({ includeMarkedContent: true });
      const words = {};
      const open = [];
      for (const { type, id, str } of items) {
        if (type?.startsWith("begin")) open.push(id);
        else if (type) open.pop();
        else words[open.find(Boolean)] = (words[open.find(Boolean)] ?? "") + str;
      }
      const walk = ({ type, id, lang, children = [] }, around) => {
        if (type === "content") found.push([around, words[id] ?? ""]);
        for (const child of children) walk(child, lang ?? around);
      };
      walk(await page.getStructTree(), whole);
    }
    return found;
  },
};

console.log(JSON.stringify(await commands[work.command](work)));
