// Exit this page: out of sight at once, and not left behind in the history. Without this the link ends the visit too.
(() => {
  "use strict";
  for (const link of document.querySelectorAll("a.exit")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      document.documentElement.classList.add("gone");
      location.replace(link.href);
    });
  }
  // A page kept in memory would show what was on it: ask the server instead, which knows whether the visit goes on.
  window.addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
