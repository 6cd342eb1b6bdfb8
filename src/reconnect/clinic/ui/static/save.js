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
    const question = document.getElementById(name).closest(".question");
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
    const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
    for (const [name, values] of asked) for (const value of values) body.append(name, value);
    let answer;
    try {
      const signal = AbortSignal.timeout(10000);
      const keepalive = String(body).length < 60000; // browsers refuse more of what may outlive its page
      answer = await fetch(words.save, { method: "POST", body, redirect: "manual", keepalive, signal });
    } catch {
      return "unreachable";
    }
    if (answer.type === "opaqueredirect" || answer.status === 404) return "closed"; // sent to the first page
    if (!answer.ok) return answer.status >= 500 ? "unreachable" : "refused";
    for (const [name, values] of asked) {
      if (unsaved.get(name) !== values) continue; // changed since: the next round takes it
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

  // All that a question says now: several boxes may be ticked, or none.
  function note(control) {
    const boxes = control.type === "checkbox" ? [...form.querySelectorAll(`[name="${control.name}"]:checked`)] : [control];
    unsaved.set(control.name, boxes.length ? boxes.map((box) => box.value) : [""]);
    mark(control.name, "");
  }

  if (words.save) form.addEventListener("change", (event) => {
    note(event.target);
    save();
  });
  // Words are saved while they are typed, at each short rest: a page that closes loses a second of them at most.
  if (words.save) form.addEventListener("input", (event) => {
    if (event.target.tagName !== "TEXTAREA") return;
    note(event.target);
    clearTimeout(timer);
    timer = setTimeout(save, 1000);
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
