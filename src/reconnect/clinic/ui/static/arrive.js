// A code that came with the address, from a picture: into the box, and out of the address and the history at once.
// What stands behind the # never reaches the server; nothing opens until somebody presses the button.
(() => {
  "use strict";
  const box = document.getElementById("code");
  const said = document.querySelector("[data-arrived]");
  function take() {
    const code = location.hash.slice(1);
    if (!/^[0-9a-z]{4}(-?[0-9a-z]{4}){2}$/i.test(code)) return;
    history.replaceState(null, "", location.pathname);
    box.value = code;
    said.textContent = said.dataset.arrived;
  }
  addEventListener("hashchange", take);
  take();
})();
