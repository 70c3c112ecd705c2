// What a bar of filters shows is counted and stays in the address. Without script the bar works, and forgets.
"use strict";
for (const form of document.querySelectorAll(".bar")) {
  const boxes = [...form.elements].filter((box) => box.name);
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
      const known = wanted.some((value) => !value || boxes.some((one) => one.name === box.name && one.value === value));
      if (target?.name === box.name) box.checked = target === box;
      else box.checked = known ? wanted.includes(box.value) : box.defaultChecked;
    }
    count();
  };
  choose();
  // A frame without an origin may keep nothing, nor a page that has asked too often.
  const replace = (state, address) => {
    try {
      history.replaceState(state, "", address);
    } catch {}
  };
  // Entries out of sight have heights that are guessed: a place that is kept in pixels is another one after a reload.
  const top = (entry) => entry.getBoundingClientRect().top;
  const keep = () => {
    const first = entries.findIndex((entry) => entry.getClientRects().length && top(entry) >= 0);
    replace(scrollY && first >= 0 ? { first, kept: top(entries[first]) } : null);
  };
  // What has come into sight has its own height soon after.
  addEventListener("scrollend", () => setTimeout(keep, 100));
  addEventListener("load", () => {
    const { first, kept } = history.state ?? {};
    const entry = entries[first];
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
    for (const name of new Set(boxes.map((box) => box.name))) {
      query.delete(name);
      const own = boxes.filter((box) => box.name === name);
      if (own.every((box) => box.checked === box.defaultChecked)) continue;
      const chosen = own.filter((box) => box.checked);
      for (const { value } of chosen.length ? chosen : [{ value: "" }]) query.append(name, value);
    }
    replace(null, location.pathname + (query.size ? `?${query}` : ""));
  });
}
