// While words of a passage are selected, its link cites these: a click on it would lose the selection first.
"use strict";
{
  let citing;
  const release = () => {
    if (!citing) return;
    [citing.textContent, citing.ariaLabel] = citing.said;
    citing.words = citing = null;
  };
  const follow = () => {
    const selection = getSelection();
    const range = selection.rangeCount ? selection.getRangeAt(0) : null;
    const around = range?.commonAncestorContainer;
    const words = (around?.nodeType === 1 ? around : around?.parentElement)?.closest(".passage > p:not(.margin)");
    const link = words?.parentElement.querySelector(".margin .cite-link");
    if (!link || range.collapsed) return setTimeout(() => getSelection().isCollapsed && release(), 1000);
    if (link !== citing) {
      release();
      citing = link;
      link.said = [link.textContent, link.ariaLabel];
      link.textContent = _("cite these words");
      const passage = words.parentElement.querySelector(".pilcrow").textContent;
      link.ariaLabel = _("Cite these words of passage {passage}", { passage });
    }
    link.words = [words, range.cloneRange()];
  };
  follow();
  document.addEventListener("selectionchange", follow);
}
