// On the page for missing addresses: looks in the registry for the name that was asked for.
"use strict";
{
  const tidy = (text) => {
    try {
      text = decodeURIComponent(text);
    } catch {}
    return text.trim().toLowerCase().replace(/\.html?$/, "").replace(/[\s_]+/g, "-");
  };

  // Called by 404.js with the names by page, and the heirs of retired names.
  globalThis.notFound = (places, retired) => {
    const base = document.currentScript.src;
    const asked = [location.hash.slice(1), location.pathname.split("/").pop()].map(tidy).filter(Boolean);
    const pages = new Map(Object.entries(places).flatMap(([page, names]) => names.map((name) => [name.toLowerCase(), [page, name]])));
    const heirs = new Map(Object.entries(retired).map(([name, heir]) => [name.toLowerCase(), heir.toLowerCase()]));
    const name = asked.find((name) => heirs.has(name) || pages.has(name));
    if (name) {
      const [page, anchor] = pages.get(heirs.get(name) ?? name);
      const link = document.createElement("a");
      link.href = new URL(`${page}#${anchor}`, base);
      link.textContent = anchor;
      const words = heirs.has(name) ? [_("The name “{name}” was retired. What it named is now: ", { name }), "."] : [_("The name that you asked for is known: "), "."];
      document.querySelector(".known").append(words[0], link, words[1]);
    }
    if (asked[0] && asked[0] !== "404") document.getElementById("q").value = asked[0].replace(/-+/g, " ").replace(/ p\d+$/, "");
  };
}
