// The fonts, the reader's color scheme, and boxes that scroll. The book works without either.
"use strict";
{
  const root = document.documentElement;
  const home = new URL("..", document.currentScript.src);

  // The faces of every page are fetched before its words are laid out, also where a page cannot ask ahead for them.
  const family = (role) => getComputedStyle(root).getPropertyValue(`--${role}`).split(",")[0];
  const fetchFace = (style, role) => document.fonts.load(`${style} 1em ${family(role)}`);
  for (const [style, role] of [["400", "reading"], ["400", "labels"], ["600", "labels"]]) fetchFace(style, role);

  addEventListener("load", () => {
    // The face of titles in a note's sources is there before these are unfolded.
    if (document.querySelector(".note")) fetchFace("italic", "labels");
    // Who is led to a note from elsewhere, by "Evidence" on the essay's page or by a citation, finds it unfolded.
    const asked = document.querySelector(".note:target details");
    if (asked) asked.open = true;
  });

  const system = matchMedia("(prefers-color-scheme: dark)");
  const isDark = () => (root.dataset.scheme ? root.dataset.scheme === "dark" : system.matches);

  // Storage throws where it is forbidden; then the choice lasts for one page.
  const stored = (change) => {
    try {
      return change(localStorage);
    } catch {
      return null;
    }
  };
  const saved = stored((s) => s.getItem("scheme"));
  if (saved === "light" || saved === "dark") root.dataset.scheme = saved;

  // Scripts that few visits need.
  const load = (name) => {
    const script = document.createElement("script");
    script.src = new URL(name, home);
    document.head.append(script);
    return script;
  };

  document.addEventListener("DOMContentLoaded", () => {
    const button = document.getElementById("scheme");
    const colors = [...document.querySelectorAll('meta[name="theme-color"]')];
    const [light, dark] = colors.map((meta) => meta.content);
    const show = () => {
      button.setAttribute("aria-pressed", String(isDark()));
      if (root.dataset.scheme) for (const meta of colors) meta.content = isDark() ? dark : light;
      else colors.forEach((meta, i) => (meta.content = [light, dark][i]));
    };
    button.hidden = false;
    button.addEventListener("click", () => {
      const wanted = isDark() ? "light" : "dark";
      // A choice that equals the system's own is no choice: the page follows the system again.
      if ((wanted === "dark") === system.matches) {
        delete root.dataset.scheme;
        stored((s) => s.removeItem("scheme"));
      } else {
        root.dataset.scheme = wanted;
        stored((s) => s.setItem("scheme", wanted));
      }
      show();
    });
    system.addEventListener("change", show);
    show();

    // A card closes by Escape, by its own button and by a click elsewhere; with script it has a cross too.
    document.addEventListener("beforetoggle", ({ target }) => {
      if (!target.matches(".card") || target.querySelector(".card-close")) return;
      const cross = document.createElement("button");
      cross.className = "card-close";
      cross.setAttribute("aria-label", _("Close"));
      cross.addEventListener("click", () => target.hidePopover());
      target.prepend(cross);
    }, true);

    // The menu closes when a link in it leads to this very page.
    const menu = document.getElementById("menu");
    menu.addEventListener("click", (event) => {
      if (event.target.closest("a") && menu.hidePopover && menu.matches(":popover-open")) menu.hidePopover();
    });

    // A switch is remembered on the device, by the name of its radio buttons.
    for (const form of document.querySelectorAll(".depth")) {
      const name = form.querySelector("input").name;
      const wanted = stored((s) => s.getItem(name));
      const open = () => {
        const all = form.elements[name].value === "evidence";
        for (const fold of document.querySelectorAll(".note > details")) {
          fold.open = all || (fold.open && !("all" in fold.dataset));
          fold.toggleAttribute("data-all", all);
        }
      };
      form.addEventListener("change", () => {
        stored((s) => s.setItem(name, form.elements[name].value));
        open();
      });
      // "Evidence" on the essay's page leads to the chapters' own choice.
      const asked = form.elements.namedItem(location.hash.slice(1));
      (asked ?? [...form.elements[name]].find((b) => b.value === wanted))?.click();
      open();
    }
    // The whole answer unfolds its evidence, unless its words are being selected.
    document.addEventListener("click", ({ target }) => {
      const answer = target.closest?.(".note > .answer");
      if (!answer || target.closest("a, button") || String(getSelection())) return;
      const fold = answer.nextElementSibling;
      fold.open = !fold.open;
    });
    // What cites selected words comes with the first that are.
    const selected = () => {
      if (getSelection().isCollapsed) return;
      document.removeEventListener("selectionchange", selected);
      load("_static/words.js");
    };
    if (document.querySelector(".passage")) document.addEventListener("selectionchange", selected);
    // The buttons of cards that are not in the page come with the reader's first move.
    let cards;
    for (const type of ["pointermove", "click", "focusin"]) document.addEventListener(type, () => (cards ??= load("_static/cards.js")), { once: true });
    // Paper shows what is folded, and an answer that is open in its place or not at all: it would be on each page.
    addEventListener("beforeprint", () => {
      document.querySelector(".answer-card:popover-open")?.hidePopover();
      for (const fold of document.querySelectorAll("main details:not([open])")) {
        fold.open = true;
        fold.dataset.printed = "";
      }
    });
    addEventListener("afterprint", () => {
      for (const fold of document.querySelectorAll("[data-printed]")) {
        fold.open = false;
        delete fold.dataset.printed;
      }
    });

    // What scrolls sideways must be reachable by keyboard.
    const watch = new ResizeObserver((entries) => {
      for (const { target } of entries) {
        if (target.scrollWidth > target.clientWidth) target.tabIndex = 0;
        else target.removeAttribute("tabindex");
      }
    });
    for (const box of document.querySelectorAll("main :is(pre, .table-wrapper)")) watch.observe(box);
  });

  // Ctrl-K, and / for those who did not turn it off on the search page, lead to the search.
  document.addEventListener("keydown", (event) => {
    const chord = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";
    const slash = event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.target.closest?.("input, textarea, select, [contenteditable]") && stored((s) => s.getItem("slash")) !== "off";
    if (!chord && !slash) return;
    event.preventDefault();
    const field = document.querySelector(".searching #q");
    if (field) field.select();
    else location.assign(new URL("search.html", home));
  });

  // Words that the search found are lit where it leads to, and all from one passage or note to another.
  if (/[?&]hl=/.test(location.search)) document.addEventListener("DOMContentLoaded", () => load("search/lit.js"));
  if (/[?&]to=/.test(location.search)) document.addEventListener("DOMContentLoaded", () => load("_static/range.js"));

  // A citation opens in its place. Its script comes with the first one that is asked for.
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("a.cite-link");
    if (!link || event.button || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const { words } = link;
    if (globalThis.showCitation) return showCitation(link, words);
    const script = load("_static/cite.js");
    script.addEventListener("load", () => showCitation(link, words));
    script.addEventListener("error", () => location.assign(link.href));
  });
}
