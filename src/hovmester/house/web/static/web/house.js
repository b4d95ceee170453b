/* What the pages do a little better with JavaScript; every essential thing works without. */
"use strict";

// A page that asks again by itself is only redrawn when something changed. Its links have ids: htmx keeps their focus.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  const tag = xhr.getResponseHeader("ETag");
  if (!tag) return;
  if (target.dataset.etag === tag) event.detail.shouldSwap = false;
  target.dataset.etag = tag;
});

// The menu closes on Escape and on a click elsewhere.
document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// One click, one post: a second one would only be told that the first has won.
document.addEventListener("submit", (event) => {
  if (event.target.method !== "post") return;
  if (event.target.dataset.sent) event.preventDefault();
  event.target.dataset.sent = "yes";
});
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});
