// Keeps one card on this phone, where its owner asked for that, and says whether it is kept.
(() => {
  "use strict";
  const box = document.querySelector("[data-phone]");
  if (!box || !("serviceWorker" in navigator) || !("caches" in window)) return;

  const { mark, worker, copy } = box.dataset;
  const said = box.querySelector("[role=status]");
  const policy = window.trustedTypes?.createPolicy("card", { createScriptURL: () => worker });

  async function look() {
    const held = await caches.match(copy);
    const kept = held?.headers.get("X-Card") === mark;
    box.hidden = false;
    box.querySelector("[data-kept]").hidden = !kept;
    box.querySelector("[data-not-kept]").hidden = kept;
    return kept;
  }

  // Whoever kept a card on this phone before gives way to the one who asks now.
  async function keep() {
    for (const each of await navigator.serviceWorker.getRegistrations()) await each.unregister();
    await caches.delete("card");
    const made = await navigator.serviceWorker.register(policy ? policy.createScriptURL("") : worker);
    const begun = made.installing;
    if (begun) await new Promise((done) => begun.addEventListener("statechange", () => begun.state !== "installing" && done()));
  }

  box.querySelector("form").addEventListener("submit", async (event) => {
    event.preventDefault();
    said.textContent = "";
    await keep().catch(() => {});
    if (!await look()) said.textContent = said.dataset.failed;
    else box.querySelector("[data-kept] a").focus();
  });
  look();
})();
