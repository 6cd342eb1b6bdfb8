// A page of the room looks by itself whether it is still so. It sends no cookie. Without this there is "Look again".
(() => {
  "use strict";
  const now = document.querySelector("[data-mark]");
  if (!now) return;
  const EVERY = 8000;

  function busy() {
    return [...document.querySelectorAll("textarea")].some((box) => box.value.trim()) || document.querySelector("input:checked");
  }

  async function look() {
    if (document.hidden) return;
    let mark;
    try {
      const answer = await fetch(now.dataset.look, { cache: "no-store", credentials: "omit" });
      if (answer.status > 499) return;
      mark = answer.ok ? await answer.text() : "closed";
    } catch {
      return;
    }
    if (mark === now.dataset.mark) return;
    const note = document.querySelector("[data-new]");
    if (note && busy()) note.hidden = false;
    else location.replace(now.dataset.here);
  }
  setInterval(look, EVERY);
  document.addEventListener("visibilitychange", look);

  // Two taps are one answer: the phone is nobody's, so that only it can know.
  document.addEventListener("submit", (event) => {
    if (event.target.dataset.sending) event.preventDefault();
    event.target.dataset.sending = "yes";
  });
})();
