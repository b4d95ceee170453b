/* What the pages do a little better with JavaScript; every essential thing works without. */
"use strict";

// A page that asks again by itself is only redrawn when something changed, and never under somebody's hands.
document.addEventListener("htmx:beforeSwap", (event) => {
  const { target, xhr } = event.detail;
  const tag = xhr.getResponseHeader("ETag");
  const busy = target.contains(document.activeElement) && document.activeElement !== document.body;
  if (tag && event.detail.requestConfig.verb === "get" && (target.dataset.etag === tag || (busy && target.dataset.etag))) {
    event.detail.shouldSwap = false;
  } else if (tag) {
    target.dataset.etag = tag;
  }
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
