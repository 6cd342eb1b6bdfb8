// A button that copies the text it names, where the browser lets it; without this the text can be marked and copied.
(() => {
  "use strict";
  for (const button of document.querySelectorAll("[data-copy]")) {
    if (!navigator.clipboard) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent);
      document.querySelector("[data-copy-status]").textContent = button.dataset.copied;
    });
  }
})();
