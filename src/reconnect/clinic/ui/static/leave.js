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

  // Shift three times, within two seconds, and nothing else meanwhile: a capital letter is no press of its own.
  let alone = false; // Shift is held, and no other key or button was used since
  let presses = [];
  function other() {
    alone = false;
    presses = [];
  }
  addEventListener("keydown", (event) => {
    if (event.key !== "Shift") other();
    else if (!event.repeat) alone = !(event.ctrlKey || event.altKey || event.metaKey);
  }, true);
  addEventListener("keyup", (event) => {
    if (event.key !== "Shift" || !alone) return;
    alone = false;
    presses = [...presses.filter((at) => event.timeStamp - at < 2000), event.timeStamp];
    if (presses.length === 3) leave();
  }, true);
  addEventListener("pointerdown", other, true);
  addEventListener("wheel", other, { capture: true, passive: true });

  // A page kept in memory would show what was on it: ask the server instead, which knows whether the visit goes on.
  addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
})();
