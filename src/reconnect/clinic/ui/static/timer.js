// A calm timer: a time that somebody chose, or none. It shows no figures, makes no sound, counts and keeps nothing.
// In [data-timer]: a select [data-minutes] (0 for no set time), buttons [data-start|pause|stop], a [role=status], and
// [data-without], which stands there where no script runs; what is said stands in data-running, data-paused, data-stopped and data-over. The state is in data-state, for the shape.
(() => {
  "use strict";
  for (const timer of document.querySelectorAll("[data-timer]")) {
    const part = (name) => timer.querySelector(`[data-${name}]`);
    const said = timer.querySelector("[role=status]");
    const buttons = { start: part("start"), pause: part("pause"), stop: part("stop") };
    const minutes = part("minutes");
    let left = 0; // milliseconds; Infinity where no time was set
    let since = 0;
    let waiting = 0;

    function turn(state) {
      const going = state === "running";
      timer.dataset.state = state;
      clearTimeout(waiting);
      buttons.start.hidden = going;
      buttons.start.textContent = state === "paused" ? timer.dataset.goOn : timer.dataset.begin;
      buttons.pause.hidden = !going;
      buttons.stop.hidden = !going && state !== "paused";
      minutes.disabled = going || state === "paused";
      said.textContent = timer.dataset[state] ?? "";
    }

    // A phone that slept wakes late: the clock is asked, not the number of wakings.
    function wait() {
      clearTimeout(waiting);
      const rest = left - (Date.now() - since);
      if (rest <= 0) turn("over");
      else if (rest !== Infinity) waiting = setTimeout(wait, Math.min(rest, 5000));
    }

    // The button that was pressed is gone: the keyboard stands on the one in its place.
    buttons.start.addEventListener("click", () => {
      if (timer.dataset.state !== "paused") left = Number(minutes.value) * 60000 || Infinity;
      since = Date.now();
      turn("running");
      wait();
      buttons.pause.focus();
    });
    buttons.pause.addEventListener("click", () => {
      left -= Date.now() - since;
      turn("paused");
      buttons.start.focus();
    });
    buttons.stop.addEventListener("click", () => {
      turn("stopped");
      buttons.start.focus();
    });
    document.addEventListener("visibilitychange", () => {
      if (timer.dataset.state === "running" && !document.hidden) wait();
    });
    turn("still");
    part("without").hidden = true;
    part("controls").hidden = false;
  }
})();
