// When what waits is tried again: whenever something says that it may go now, and each minute
let timer

const plan = waiting => {
  clearTimeout(timer)
  render()
  if (!waiting.length) return
  const soonest = Math.min(...waiting.map(act => act.next)) - Date.now()
  timer = setTimeout(wake, Math.min(60000, Math.max(1000, soonest)), false)
  sync()
}

const wake = (now = true) => me && flush({ user: me, now }).then(plan, () => {})

// Where the browser can, it wakes the worker when this page is gone
const sync = async () => {
  const worker = await navigator.serviceWorker?.ready
  worker?.sync?.register("portico-outbox").catch(() => {})
}

// What is under way goes over the network that was: it would hang there until it is given up
addEventListener("online", () => {
  for (const id of stopping.keys()) stop(id)
  wake()
})
addEventListener("pageshow", event => event.persisted && wake())
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) return wake()
  if (acts.length) sync()
})

portico.behavior("outbox", form => {
  if (!me) return
  startDrafts(form)
  if (acts.length) render().then(openedForEdit)
})

portico.outbox = { add, flush: wake }

const begin = async () => {
  try {
    await opened()
  } catch {
    me = null
    await parts()
    return bar.append(part("outbox-online-only"))
  }
  // Fetched while there is a network, for when there is none
  const all = parts().catch(() => {})
  await render()
  openedForEdit()
  wake()
  await all
}

// Settled once what waits is shown, and all that shows it is here
if (me) portico.outbox.ready = new Promise(resolve => addEventListener("DOMContentLoaded", () => begin().then(resolve, resolve)))
