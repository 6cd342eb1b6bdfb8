// A session that is being typed in: ask before it is left unsaved, and say when the connection is gone.
(() => {
  "use strict";
  document.querySelector(".problem")?.focus();
  const form = document.querySelector("form[data-unsaved]");
  if (!form) return;
  let typed = document.querySelector(".problem") !== null;
  form.addEventListener("input", () => { typed = true; });
  addEventListener("beforeunload", (event) => { if (typed) event.preventDefault(); });
  addEventListener("pageshow", (event) => { if (event.persisted) typed = true; });

  const gone = form.querySelector("[data-offline]");
  function tell() { if (gone) gone.hidden = navigator.onLine; }
  addEventListener("online", tell);
  addEventListener("offline", tell);
  form.addEventListener("submit", (event) => {
    tell();
    if (gone && !navigator.onLine) { event.preventDefault(); gone.scrollIntoView({ block: "center" }); }
    else typed = false;
  });
})();
