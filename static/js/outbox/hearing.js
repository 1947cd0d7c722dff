// What flights tell, in this tab or another, or the worker's: the page looks anew
const settling = new Set()
const SOON = 1500

// What shows what waits is fetched once something does: most pages never need it
let shown
const shows = () => shown ??= import(bar.dataset.waiting).then(() => portico.outbox.shows, wrong => { shown = undefined; throw wrong })

const look = async () => {
  acts.splice(0, acts.length, ...await actsOf(me))
  const loud = acts.filter(act => !act.quiet)
  if (loud.length || shown) await (await shows()).draw(loud)
  document.dispatchEvent(new CustomEvent("portico:outbox", { detail: { waiting: loud.length } }))
}

let looking = Promise.resolve()
const render = () => looking = looking.then(look).catch(() => {})

// The real one takes the place of its copy; what else shows the entry is brought up to date
const arrived = async ({ id, entry, location: where, address }) => {
  const form = here.get(id)
  here.delete(id)
  // That something was seen changes nothing of what is shown here
  if ("outboxQuiet" in (form?.dataset ?? {})) return
  const its = document.querySelector(`.message[data-act="${id}"]`) ?? document.getElementById(`m-${address.split("/").pop()}`)
  settling.add(id)
  // Where a thread takes arrivals, the sent message comes with them and replaces its copy
  if (its?.matches(".is-waiting") && its.closest(`[data-fresh~="${entry}:messages"]`)) {
    await portico.fresh(entry, "messages")
  } else if (its) {
    await htmx.ajax("GET", where, { target: its, swap: "outerHTML", headers: { "X-Fresh": "1" } }).catch(() => {})
  } else if (form?.isConnected && !form.hasAttribute("hx-post")) {
    return location.assign(where)
  }
  settling.delete(id)
  await Promise.all([!its && "messages", "state", "list", "counts"].filter(Boolean).map(kind => portico.fresh?.(entry, kind)))
}

// What may be said here, and to whom, may be what has changed
const renewed = form => {
  if (form.isConnected && !written(form).length) htmx.ajax("GET", location.pathname, { target: form, select: `#${form.id}`, swap: "outerHTML", headers: { "X-Fresh": "1" } }).catch(() => {})
}

// It was kept, and its writer has to know something of it: wherever they are by now
const asksAgain = ({ asks, location: where }) => {
  const note = document.createElement("a")
  note.className = "flash is-info flash-words"
  note.href = where
  note.textContent = asks
  document.getElementById("notices")?.append(note)
}

heard = async said => {
  if (!me || said.user !== me) return
  const form = here.get(said.id)
  if (said.state === "conflict" && form?.dataset.outboxCopy) renewed(form)
  said.state === "sending" ? sending.set(said.id, said) : sending.delete(said.id)
  if (said.state === "stored") {
    if (said.asks) asksAgain(said)
    await arrived(said)
  }
  render()
}
