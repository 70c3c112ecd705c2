// What a bar of filters shows is counted and stays in the address. Without script the bar works, and forgets.
"use strict";
for (const form of document.querySelectorAll(".bar")) {
  const boxes = [...form.elements].filter((box) => box.name);
  const names = new Set(boxes.map((box) => box.name));
  const known = (name, value) => boxes.some((box) => box.name === name && box.value === value);
  const list = form.dataset.entries ?? "_";
  const entries = [...document.querySelectorAll(list)], groups = document.querySelectorAll(`.group:has(${list})`);
  const said = form.appendChild(document.createElement("output"));
  const count = () => {
    const chosen = boxes.filter((box) => box.type === "radio" && box.checked && box.value);
    const both = chosen.map((box) => `.${box.name}-${CSS.escape(box.value)}`).join("");
    for (const group of groups) group.hidden = chosen.length > 1 && !group.querySelector(both);
    const shown = entries.filter((entry) => entry.getClientRects().length).length;
    said.value = shown === entries.length ? "" : _("{shown} of {total} shown", { shown, total: entries.length });
  };
  const choose = () => {
    const asked = new URLSearchParams(location.search);
    const target = boxes.find((box) => location.hash === `#${box.id}`);
    for (const box of boxes) {
      const wanted = asked.getAll(box.name);
      if (target?.name === box.name) box.checked = target === box;
      else box.checked = wanted.some((value) => !value || known(box.name, value)) ? wanted.includes(box.value) : box.defaultChecked;
    }
    count();
  };
  choose();
  // Entries out of sight have heights that are guessed: a place that is kept in pixels is another one after a reload.
  const top = (entry) => entry.getBoundingClientRect().top;
  const keep = () => {
    const first = entries.findIndex((entry) => entry.getClientRects().length && top(entry) >= 0);
    history.replaceState(scrollY && first >= 0 ? { first, top: top(entries[first]) } : null, "");
  };
  // What has come into sight has its own height soon after.
  addEventListener("scrollend", () => setTimeout(keep, 100));
  addEventListener("load", () => {
    const entry = entries[history.state?.first], { top: kept } = history.state ?? {};
    const again = (times) => {
      scrollBy({ top: top(entry) - kept, behavior: "instant" });
      if (times) requestAnimationFrame(() => again(times - 1));
    };
    if (entry) requestAnimationFrame(() => again(3));
  });
  // Where the address cannot be kept below, it holds an older choice.
  addEventListener("hashchange", () => location.hash === "#-" || choose());
  form.addEventListener("change", () => {
    if (form.querySelector(":target")) location.replace("#-");
    count();
    const query = new URLSearchParams(location.search);
    for (const name of names) {
      query.delete(name);
      const own = boxes.filter((box) => box.name === name);
      if (own.every((box) => box.checked === box.defaultChecked)) continue;
      const chosen = own.filter((box) => box.checked);
      for (const { value } of chosen.length ? chosen : [{ value: "" }]) query.append(name, value);
    }
    const text = String(query);
    try {
      history.replaceState(null, "", location.pathname + (text && `?${text}`));
    } catch {}
  });
}
