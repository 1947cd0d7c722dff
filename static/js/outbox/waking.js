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

const wake = (now = true) => me && flush({ user: me, now }).then(plan, () => plan([{ next: Infinity }]))

// Where the browser can, it wakes the worker when this page is gone
const sync = async () => {
  const worker = await workers?.ready
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
  shown?.then(({ startDrafts }) => startDrafts(form), () => {})
  // While it is being filled in, there is time to fetch what keeps its draft and will show it
  form.addEventListener("focusin", () => shows().catch(() => {}))
  if (acts.length) render().then(openedForEdit)
})

// What another app shared, on the pages that have a place for it
portico.behavior("brought", place => me && shows().then(({ showsBrought }) => showsBrought(place)))
// Where no worker took it in, the page does
portico.behavior("brought-words", async field => {
  try {
    await within("shared", "readwrite", store => store.put({ id: uuid(), words: field.value, files: [], made: Date.now() }))
    if (!document.querySelector(".door-note")) location.replace("/new-message")
  } catch { /* they can be copied still */ }
})

const openedForEdit = () => location.hash.startsWith("#outbox=") && shows().then(({ editOpened }) => editOpened())

// While there is a network, for when there is none: past the worker, who keeps it. A first visit is not burdened with it: the
// worker comes first. Where none holds this page, into the page
const workers = navigator.serviceWorker
const held = () => workers.controller || Promise.race([
  new Promise(done => workers.addEventListener("controllerchange", done, { once: true })),
  workers.ready.then(() => new Promise(done => setTimeout(done, SOON))),
])
const fetched = async () => {
  // A worker that the operator retired never comes: then the page sends alone
  if (root.dataset.worker) await held()
  return workers?.controller ? fetch(bar.dataset.parts) : shows().then(({ parts }) => parts())
}

portico.outbox = {
  flush: wake,
  core: { acts, actsOf, alone, bar, change, drafts, drop, everything, flush, goOn, here, joins, keep, me, news, pathOf, plan, render,
    root, said, sending, shows, SOON, stop, tell, uuid, within, worded },
}

const begin = async () => {
  try {
    await opened()
  } catch {
    me = null
    return (await shows()).sayOnlineOnly()
  }
  const all = fetched().catch(() => {})
  if ((await drafts()).length) shows().catch(() => {})
  await render()
  openedForEdit()
  if (location.hash.startsWith("#shared=")) shows().then(({ carry }) => carry()).catch(() => {})
  wake()
  await all
}

// Settled once what waits is shown, and all that shows it is here
if (me) portico.outbox.ready = new Promise(resolve => addEventListener("DOMContentLoaded", () => begin().then(resolve, resolve)))
