// Pushes on this device: the browser is asked after a tap, and only so long; where it says no, what to do is told
const DECIDING = 60000
const PATIENCE = 20000
const workers = navigator.serviceWorker
const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true

// Both may never answer: a question that nobody looks at, a push service that cannot be reached
const within = (work, most) => Promise.race([work, new Promise((_, fail) => setTimeout(fail, most, new Error("silent")))])

const base64 = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "")
const kept = async () => (await workers.ready).pushManager.getSubscription()

// What was agreed to under another key of ours reaches nobody any more
const subscribed = async key => {
  const { pushManager } = await workers.ready
  const before = await pushManager.getSubscription()
  if (before && base64(before.options.applicationServerKey) === key) return before
  await before?.unsubscribe()
  return pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key })
}

portico.behavior("push-offer", async card => {
  const say = name => card.querySelectorAll("[data-say]").forEach(each => { each.hidden = each.dataset.say !== name })
  const [on, off] = ["on", "off"].map(name => card.querySelector(`[data-part=${name}]`))
  const button = off.querySelector("[data-ask]")

  const ask = async () => {
    say("asking")
    const allowed = await within(Notification.requestPermission(), DECIDING).catch(() => "default")
    if (allowed !== "granted") return say(allowed === "denied" ? "denied" : "unanswered")
    const { endpoint, keys } = (await within(subscribed(card.dataset.key), PATIENCE)).toJSON()
    for (const [name, value] of Object.entries({ endpoint, ...keys })) off.elements[name].value = value
    off.requestSubmit()
  }

  if (!document.documentElement.dataset.worker || !window.PushManager || !window.Notification) {
    return say(apple && !installed ? "home" : "unable")
  }
  say(Notification.permission === "denied" ? "denied" : "")
  button.hidden = false
  button.addEventListener("click", async () => {
    button.disabled = true
    await ask().catch(() => say(Notification.permission === "denied" ? "denied" : "silent"))
    button.disabled = false
  })
  card.querySelector("[data-push-end]")?.addEventListener("submit", () => { kept().then(found => found?.unsubscribe()).catch(() => {}) })
  // The browser may have forgotten what the server remembers
  if (on && (Notification.permission !== "granted" || !await within(kept(), PATIENCE).catch(() => true))) {
    on.hidden = true
    off.hidden = false
  }
})
