// The passages or notes that a citation names together, `?to=last#first`, are marked.
"use strict";
{
  const range = () => {
    for (const place of document.querySelectorAll(".in-range")) place.classList.remove("in-range");
    const to = new URLSearchParams(location.search).get("to");
    const [first, last] = [document.querySelector(":target"), document.getElementById(to)].map((named) => named?.closest(".note, .passage"));
    const all = [...document.querySelectorAll(first?.matches(".note") ? ".note" : ".passage")];
    if (first && last) for (const place of all.slice(all.indexOf(first), all.indexOf(last) + 1)) place.classList.add("in-range");
  };
  range();
  addEventListener("hashchange", range);
}
