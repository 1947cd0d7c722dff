// The worker is registered by every page; a plain http address on a network has none
const address = document.documentElement.dataset.worker

// Registering is a place where a script's address is taken: only ours passes
window.trustedTypes?.createPolicy("default", { createScriptURL: url => url === "/service-worker.js" ? url : null })

if (address && "serviceWorker" in navigator) {
  addEventListener("load", () => navigator.serviceWorker.register(address).catch(() => {}))
}
