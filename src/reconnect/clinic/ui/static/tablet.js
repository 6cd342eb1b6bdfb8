// The room's tablet: who has not touched it for five minutes is asked, and half a minute later nothing is left.
(() => {
  "use strict";
  const IDLE = 300000, ASKED = 30000;
  const still = document.querySelector("dialog.still"); // only where somebody's visit is open
  const way = document.querySelector("a.exit");
  let touched = Date.now();
  let asked = 0;

  function leave(to) {
    document.documentElement.classList.add("gone");
    location.replace(to);
  }

  // By the clock: a tablet that slept runs no timer, and wakes up in somebody else's hands.
  function look() {
    const now = Date.now();
    if (now - touched >= IDLE + ASKED || (asked && now - asked >= ASKED)) leave(way.href);
    else if (!asked && now - touched >= IDLE) {
      if (!still) return leave(way.href);
      asked = now;
      still.showModal();
    }
  }

  function touch() { if (!asked) touched = Date.now(); }
  for (const what of ["pointerdown", "keydown", "input", "scroll"]) addEventListener(what, touch, { capture: true, passive: true });
  setInterval(look, 1000);
  addEventListener("visibilitychange", look);
  addEventListener("pageshow", look);

  still?.querySelector("button").addEventListener("click", () => still.close());
  still?.addEventListener("close", () => {
    asked = 0;
    touched = Date.now();
    fetch(location.pathname, { method: "HEAD" }).catch(() => {}); // the server's own clock begins again too
  });

  // On to the next person: this page is not one to come back to.
  for (const next of document.querySelectorAll("[data-next]")) {
    next.addEventListener("click", (event) => { event.preventDefault(); leave(next.href); });
  }
})();
