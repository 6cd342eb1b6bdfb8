// Typing in a paper form by figures: each key chooses an answer of the question that has the focus.
(() => {
  "use strict";
  document.querySelector(".problem")?.focus();
  const form = document.querySelector("form.paper");
  form.querySelector(".keys").hidden = false;
  let before = ""; // a 1 that a 0 may follow
  form.addEventListener("keydown", (event) => {
    const question = event.target.closest("fieldset");
    if (!question?.querySelector(".scale") || event.ctrlKey || event.metaKey || event.altKey) return;
    const value = event.key.toLowerCase() === "b" ? "blank" : event.key;
    const choice = (text) => question.querySelector(`input[value="${CSS.escape(text)}"]`);
    const chosen = choice(before + value) ?? choice(value);
    before = value === "1" ? "1" : "";
    if (!chosen) return;
    event.preventDefault();
    chosen.checked = true;
    chosen.focus();
  });
})();
