/* Heard with the keyboard: j and k move, w makes a wish, r replies, e sets aside, / finds. Every one of them is also a
   link or a button. Single keys can be switched off (WCAG 2.1.4). */
"use strict";

const lines = () => [...document.querySelectorAll(".line")];
const current = () => document.activeElement?.closest(".line");
const singleKeys = document.getElementById("single-keys");

if (singleKeys) {
  singleKeys.closest(".keys").hidden = false;
  singleKeys.checked = localStorage.getItem("single-keys") !== "no";
  singleKeys.addEventListener("change", () => localStorage.setItem("single-keys", singleKeys.checked ? "yes" : "no"));
}

function move(by) {
  const all = lines();
  const at = all.indexOf(current());
  const next = all[at < 0 ? 0 : Math.min(Math.max(at + by, 0), all.length - 1)];
  next?.focus();
  next?.scrollIntoView({ block: "nearest" });
}

function unfold(selector) {
  const fold = current()?.querySelector(selector);
  if (!fold) return;
  fold.open = true;
  const words = fold.querySelector("textarea, input[type=text]");
  words.focus();
  words.select(); // a question that was suggested gives way to what is typed
}

const keys = {
  j: () => move(1),
  k: () => move(-1),
  w: () => current()?.querySelector(".act-wish button")?.click(),
  r: () => unfold(".act-reply"),
  e: () => unfold(".act-aside"),
  "/": () => document.getElementById("q")?.focus(),
};

document.addEventListener("keydown", (event) => {
  if (!singleKeys?.checked || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select")) {
    if (event.key === "Escape") current()?.focus();
    return;
  }
  if (keys[event.key]) {
    event.preventDefault();
    keys[event.key]();
  }
});

// A refusal (422) is shown where the words were typed; a row that was redrawn keeps the reader's place.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.xhr.status === 422) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
  const row = event.detail.target.closest(".line");
  if (row?.contains(document.activeElement)) sessionStorage.setItem("line", row.id);
});
document.addEventListener("htmx:afterSwap", () => {
  const id = sessionStorage.getItem("line");
  if (!id) return;
  sessionStorage.removeItem("line");
  document.getElementById(id)?.focus();
});
