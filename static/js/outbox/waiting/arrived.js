// What the server answered: the page shows what is there now
const settling = new Set()

// The real one takes the place of its copy; what else shows the entry is brought up to date
const arrived = async ({ id, entry, location: where, address }) => {
  const form = here.get(id)
  here.delete(id)
  const its = document.querySelector(`.message[data-act="${id}"]`) ?? document.getElementById(`m-${address.split("/").pop()}`)
  settling.add(id)
  if (form) portico.acted?.()
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

const stored = async said => {
  if (said.asks) asksAgain(said)
  await arrived(said)
}

const conflict = ({ id }) => {
  const form = here.get(id)
  if (form?.dataset.outboxCopy) renewed(form)
}
