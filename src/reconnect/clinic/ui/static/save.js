// Every answer saves itself as it is given; without this the page's button does.
(() => {
  "use strict";
  const form = document.querySelector("form[data-save]");
  if (!form) return;
  const said = form.querySelector(".saved");
  let waiting = Promise.resolve();
  form.addEventListener("change", (event) => {
    const body = new URLSearchParams();
    body.set("csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value);
    body.set(event.target.name, event.target.value);
    said.textContent = form.dataset.saving;
    waiting = waiting
      .then(() => fetch(form.dataset.save, { method: "POST", body, credentials: "same-origin", redirect: "error" }))
      .then((answer) => { said.textContent = answer.ok ? form.dataset.saved : form.dataset.unsaved; })
      .catch(() => { said.textContent = form.dataset.unsaved; });
  });
  form.addEventListener("submit", (event) => {
    if (form.dataset.sent) { event.preventDefault(); return; }
    form.dataset.sent = "yes";
  });
  window.addEventListener("pageshow", () => { delete form.dataset.sent; });
})();
