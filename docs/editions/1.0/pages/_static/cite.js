// Citations in their place, with buttons to copy them. Loaded when the first is asked for, and by the pages of cite/.
"use strict";
{
  // Without a public address the reader's browser may know one: where the book is read from.
  const complete = (box, base) => {
    for (const link of box.querySelectorAll("a[href]")) {
      link.href = new URL(link.getAttribute("href"), base);
      if (link.className === "address" && link.protocol.startsWith("http")) link.textContent = link.href;
    }
    if (new URL(base).protocol.startsWith("http")) {
      for (const line of box.querySelectorAll(".own-line")) {
        line.hidden = false;
        // In a style the completed citation takes the place of the other.
        if (line.previousElementSibling?.tagName === "SPAN") line.previousElementSibling.hidden = true;
      }
    }
    for (const text of box.querySelectorAll(".cited")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      const form = text.closest("dd")?.previousElementSibling;
      const heading = (text.closest("dl") ?? text.previousElementSibling).previousElementSibling;
      const style = text.tagName === "PRE" ? text.closest("[data-form]").dataset.form : `${heading.textContent}, ${form.textContent}`;
      button.setAttribute("aria-label", `Copy: ${style}`);
      button.addEventListener("click", () => copy(text, button));
      text.after(button);
    }
  };

  const copy = async (text, button) => {
    const shown = text.cloneNode(true);
    for (const part of shown.querySelectorAll("[hidden]")) part.remove();
    const plain = shown.textContent.trim();
    const done = (word) => {
      button.textContent = word;
      status.textContent = word === "Copied" ? "Copied to the clipboard." : "Select the text and copy it.";
      setTimeout(() => {
        button.textContent = "Copy";
        status.textContent = "";
      }, 3000);
    };
    try {
      const types = { "text/plain": plain };
      if (shown.tagName !== "PRE") types["text/html"] = shown.innerHTML; // keeps the italics
      const blobs = Object.entries(types).map(([type, data]) => [type, new Blob([data], { type })]);
      await navigator.clipboard.write([new ClipboardItem(Object.fromEntries(blobs))]);
      done("Copied");
    } catch {
      // An old browser, or a page without https: select the text, and copy it if that is allowed.
      getSelection().selectAllChildren(text);
      done(document.execCommand("copy") ? "Copied" : "Selected");
    }
  };

  // Says to screen readers what a button has done; a dialog hides what is outside it, so it moves along.
  const status = document.createElement("p");
  status.className = "hidden";
  status.setAttribute("role", "status");

  let dialog;
  const makeDialog = () => {
    dialog = document.createElement("dialog");
    dialog.className = "cite-dialog";
    dialog.setAttribute("aria-labelledby", "cite-name");
    dialog.innerHTML =
      '<div class="cite-forms"><header><h2 id="cite-name" tabindex="-1"></h2><button type="button" class="close">Close</button></header><div class="cite-box"></div><p><a class="page">Open as a page</a></p></div>';
    dialog.querySelector(".close").addEventListener("click", () => dialog.close());
    dialog.addEventListener("click", (event) => event.target === dialog && dialog.close());
    document.body.append(dialog);
  };

  let wanted;
  globalThis.showCitation = (link) => {
    wanted = link.href;
    const script = document.createElement("script");
    script.src = link.href.replace(/\.html$/, ".js");
    script.addEventListener("error", () => location.assign(link.href));
    script.addEventListener("load", () => script.remove());
    document.head.append(script);
  };

  // Called by cite/<anchor>.js.
  globalThis.citeThis = (name, forms) => {
    const from = document.currentScript.src;
    if (from.replace(/\.js$/, ".html") !== wanted) return;
    if (!dialog) makeDialog();
    dialog.querySelector("h2").textContent = `Cite: ${name}`;
    const box = dialog.querySelector(".cite-box");
    box.innerHTML = forms;
    complete(box, from);
    dialog.querySelector(".page").href = wanted;
    dialog.append(status);
    dialog.showModal();
    dialog.scrollTop = 0;
  };

  const page = document.querySelector("section.cite-forms");
  if (page) {
    complete(page, document.baseURI);
    page.append(status);
  }
}
