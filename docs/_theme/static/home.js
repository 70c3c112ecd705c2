// The page for missing addresses is shown in place of pages at any depth, and does not know at which.
// It asks for this script one, two, three … folders up: where it is found, the page's home is known, and there it works.
"use strict";
{
  const home = new URL("../", document.currentScript.src);
  const asked = location.hash || `#${location.pathname.replace(/\/$/, "").split("/").pop()}`;
  if (new URL(".", location).href !== home.href) location.replace(new URL(`404.html${asked}`, home));
}
