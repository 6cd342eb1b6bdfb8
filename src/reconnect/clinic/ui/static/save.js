// Every answer saves itself as it is given; without this the page's button saves them all.
(() => {
  "use strict";
  document.querySelector(".problem")?.focus();
  const form = document.querySelector("main form");
  if (!form) return;

  const words = form.dataset;
  const said = form.querySelector("[role=status]");
  const again = form.querySelector("[data-again]");
  const first = form.querySelector("[data-first]");
  const unsaved = new Map(); // the newest word to each question that the server has not confirmed
  let saving = null; // the round under way; only one at a time, so that an older word never arrives last
  let pause = 3000;
  let timer = 0;
  let sent = false;

  function mark(name, text) {
    const question = document.getElementById(name);
    question.classList.toggle("unsaved", text === words.unsavedHere);
    question.querySelector(".state").textContent = text;
  }

  function tell(outcome) {
    said.textContent = words[outcome];
    again.hidden = outcome !== "unreachable";
    first.hidden = outcome !== "closed";
    if (outcome !== "saved") for (const name of unsaved.keys()) mark(name, words.unsavedHere);
  }

  // Send everything that is not saved yet; "saved", or why not.
  async function send() {
    const asked = new Map(unsaved);
    const body = new URLSearchParams([...asked, ["csrfmiddlewaretoken", form.elements.csrfmiddlewaretoken.value]]);
    let answer;
    try {
      const signal = AbortSignal.timeout(10000);
      answer = await fetch(words.save, { method: "POST", body, redirect: "manual", keepalive: true, signal });
    } catch {
      return "unreachable";
    }
    if (answer.type === "opaqueredirect" || answer.status === 404) return "closed"; // sent to the first page
    if (!answer.ok) return answer.status >= 500 ? "unreachable" : "refused";
    for (const [name, value] of asked) {
      if (unsaved.get(name) !== value) continue; // changed since: the next round takes it
      unsaved.delete(name);
      mark(name, words.savedHere);
    }
    return "saved";
  }

  async function rounds() {
    let outcome = "saved";
    while (unsaved.size && outcome === "saved") outcome = await send();
    tell(outcome);
    if (outcome === "unreachable") timer = setTimeout(save, pause);
    pause = outcome === "unreachable" ? Math.min(2 * pause, 60000) : 3000;
    saving = null;
    return outcome;
  }

  function save() {
    clearTimeout(timer);
    if (!saving && unsaved.size) {
      said.textContent = words.saving;
      saving = rounds();
    }
    return saving ?? "saved";
  }

  if (words.save) form.addEventListener("change", (event) => {
    unsaved.set(event.target.name, event.target.value);
    mark(event.target.name, "");
    save();
  });
  again?.addEventListener("click", save);
  window.addEventListener("online", () => { if (unsaved.size) save(); });
  window.addEventListener("pagehide", () => { if (unsaved.size && !sent) send(); });

  form.addEventListener("submit", async (event) => {
    if (sent) { event.preventDefault(); return; }
    sent = true;
    setTimeout(() => { sent = false; }, 10000); // a page that never came may be asked for again
    if (!unsaved.size) return;
    // Something is on its way: let it arrive first. Unreachable, the browser's own error page would lose the answers.
    event.preventDefault();
    const outcome = await save();
    sent = outcome !== "unreachable"; // where the visit is over, the page that asks for the code holds the answers
    if (sent) form.submit();
    else said.scrollIntoView({ block: "center" });
  });
  window.addEventListener("pageshow", () => { sent = false; });
})();
