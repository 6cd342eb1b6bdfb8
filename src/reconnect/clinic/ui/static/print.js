// A button that prints, where printing by script works; without this the browser's own command does.
(() => {
  "use strict";
  document.querySelector(".problem")?.focus();
  for (const button of document.querySelectorAll("[data-script]")) button.hidden = false; // what is of no use without
  for (const button of document.querySelectorAll("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => window.print());
  }
})();
