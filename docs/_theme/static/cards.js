// Behind each source and term that text beside the notes names stands a button, whose card comes when it is asked for.
// Cards of passages and notes are in the page. The narrow cells of tables have no room for two targets.
"use strict";
{
  const home = new URL("..", document.currentScript.src);
  // Called by the files of cards, where addresses are as from the title page.
  globalThis.addCards = (cards) => document.body.insertAdjacentHTML("beforeend", cards.replaceAll('href="', (start) => start + home));
  for (const link of document.querySelectorAll(':is([id$="-commentary"] :is([href*="#ref-"], [href*="#term-"]), .bibtex-citation > a):not(td *)')) {
    const name = link.hash.slice(1);
    link.insertAdjacentHTML("afterend", `<span class="peek"><button popovertarget="_${name}"></button></span>`);
    const button = link.nextSibling.firstChild;
    button.ariaLabel = _("About {name}", { name: link.textContent });
    button.addEventListener("click", () => {
      if (document.getElementById(`_${name}`)) return;
      const script = document.createElement("script");
      script.src = new URL(`cards/${/\w+-./.exec(name)}.js`, home);
      script.addEventListener("load", () => button.click());
      script.addEventListener("error", () => location.assign(link.href));
      document.head.append(script);
    }, { once: true });
  }
}
