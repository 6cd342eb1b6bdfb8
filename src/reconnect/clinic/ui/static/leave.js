// Exit this page: out of sight at once, and not left behind in the history. Without this the link ends the visit too.
(() => {
  "use strict";
  const way = document.querySelector("a.exit");
  if (!way) return;

  function leave(event) {
    event?.preventDefault();
    document.documentElement.classList.add("gone");
    location.replace(way.href);
  }
  way.addEventListener("click", leave);

  // Shift three times within two seconds, and nothing else meanwhile: a capital letter is no press of its own.
  let alone = false;
  let presses = [];
  function other() { alone = false; presses = []; }
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") other();
    else if (!event.repeat) alone = true;
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses = [...presses, event.timeStamp].filter((at) => event.timeStamp - at < 2000);
    if (presses.length > 2) leave();
  }, true);
  addEventListener("pointerdown", other, true);

  // A page kept in memory would show what was on it: ask the server instead, which knows whether the visit goes on.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
