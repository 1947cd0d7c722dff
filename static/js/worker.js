// The worker is registered by every page that may have one; a new version waits until somebody taps for it
const address = document.documentElement.dataset.worker
const workers = navigator.serviceWorker

// Registering is a place where a script's address is taken: only ours passes
window.trustedTypes?.createPolicy("default", { createScriptURL: url => url === "/service-worker.js" ? url : null })

// Says something to the worker; done when it has acted, or after two seconds without one
portico.tell = word => {
  const told = Promise.resolve(address ? workers?.ready : workers?.getRegistration()).then(registration => new Promise(done => {
    if (!registration?.active) return done()
    const { port1, port2 } = new MessageChannel()
    port1.onmessage = done
    registration.active.postMessage(word, [port2])
  }))
  return Promise.race([told, new Promise(done => setTimeout(done, 2000))])
}

const place = document.getElementById("update-ready")
let tapped = false

const offer = waiting => {
  if (!place || !waiting || !workers.controller) return
  place.hidden = false
  place.querySelector("button").onclick = () => { tapped = true; waiting.postMessage({ type: "update" }) }
}

const watch = registration => {
  offer(registration.waiting)
  registration.addEventListener("updatefound", () => {
    const { installing } = registration
    installing?.addEventListener("statechange", () => installing.state === "installed" && offer(installing))
  })
  // An installed app may stay open for days
  setInterval(() => document.visibilityState === "visible" && registration.update().catch(() => {}), 3600000)
}

workers?.addEventListener("controllerchange", () => {
  if (tapped) return location.reload()
  if (place) place.hidden = true
})

addEventListener("load", () => {
  if (!workers) return
  if (address) workers.register(address).then(watch, () => {})
  // Where the worker was retired, the one that is still here finds out
  else workers.getRegistration().then(found => found?.update()).catch(() => {})
})
