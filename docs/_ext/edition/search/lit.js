// Lights the words with which the search led here, `?hl=one~two#name`. The page's own words stay as they are.
"use strict";
{
  const light = () => {
    const words = (new URLSearchParams(location.search).get("hl") ?? "").split("~").filter(Boolean);
    const target = document.querySelector(":target");
    if (!words.length || !target || !globalThis.CSS?.highlights) return;
    const plain = (text) => text.toLowerCase().replace(/[‘’]/g, "'").replace(/[“”]/g, '"').replace(/[‐‑–—]/g, "-").replace(/\s/g, " ");
    const wanted = words.map((word) => plain(word).replace(/[^\p{L}\p{N}]/gu, "\\$&").replace(/(?:\\?\s)+/g, "\\s+")).sort((a, b) => b.length - a.length);
    const pattern = new RegExp(`(?<![\\p{L}\\p{N}])(?:${wanted.join("|")})(?![\\p{L}\\p{N}])`, "gu");
    const places = target.matches("dt") ? [target, target.nextElementSibling] : [target];
    const ranges = [];
    for (const place of places) {
      // Words may run over links and marks: the text of a place is searched as one.
      const nodes = [], walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      let text = "";
      while (walker.nextNode()) {
        const node = walker.currentNode;
        if (node.parentElement.closest("script, style, .claim-mark, .cite-link, .cite-line, .fn-bracket, [popover]")) continue;
        nodes.push([text.length, node]);
        text += node.data;
      }
      const spot = (at) => {
        const [start, node] = nodes.findLast(([from]) => from <= at);
        return [node, at - start];
      };
      for (const match of plain(text).matchAll(pattern)) {
        const range = new Range();
        range.setStart(...spot(match.index));
        const [last, before] = spot(match.index + match[0].length - 1);
        range.setEnd(last, before + 1);
        ranges.push(range);
        for (let fold = last.parentElement.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  light();
  addEventListener("hashchange", light);
}
