// A page is brought up to date piece by piece: data-fresh names what a piece shows ("<id>:<kind> ..."), data-from where it is
// fetched anew. Rows of a plan and cards are known by their ids. A piece that is written in, or has a fold open, waits until it
// is left.
const under = new Map()
const FIELDS = "input:not([type=hidden], [type=checkbox], [type=radio], [type=submit]), textarea, select"

const inUse = piece => {
  const focused = document.activeElement
  if (focused?.matches(FIELDS) && piece.contains(focused)) return true
  if (piece.querySelector("details[open], input[type=checkbox]:checked, .is-held")) return true
  return [...piece.querySelectorAll(FIELDS)].some(field => "defaultValue" in field && field.value !== field.defaultValue)
}

const place = (element, part) => {
  const link = element.querySelector(".row-title, .card-title a")
  const shown = element.closest("[data-rows]")?.dataset.rows
  return link && `${link.pathname}/${part}${shown ? `?${shown}` : ""}`
}

// Every piece that shows this, with the address that brings it
const pieces = (id, kind) => {
  const found = [...document.querySelectorAll(`[data-fresh~="${CSS.escape(id)}:${kind}"]`)].map(piece => [piece, piece.dataset.from])
  if (kind !== "state") return found
  for (const [name, part] of [["item", "row"], ["card", "card"]]) {
    const element = document.getElementById(`${name}-${id}`)
    if (element) found.push([element, place(element, part)])
  }
  return found
}

const whenLeft = (piece, then) => {
  const left = new AbortController()
  const look = () => {
    left.abort()
    setTimeout(then, 200)
  }
  for (const name of ["focusout", "toggle"]) piece.addEventListener(name, look, { capture: true, signal: left.signal })
}

const bring = async (piece, address, detail) => {
  if (!piece.isConnected) return
  // Some pieces know better themselves what to do
  if (!piece.dispatchEvent(new CustomEvent("fresh", { cancelable: true, detail }))) return
  if (!address) return
  if (under.has(piece)) return under.set(piece, true)
  if (inUse(piece)) return whenLeft(piece, () => bring(piece, address, detail))
  under.set(piece, false)
  try {
    await htmx.ajax("GET", address, { source: piece, target: piece, swap: "outerMorph", headers: { "X-Fresh": "1" } })
  } finally {
    const again = under.get(piece)
    under.delete(piece)
    if (again) bring(piece, address, detail)
  }
}

// What somebody began to write in, or opened, while it was fetched
addEventListener("htmx:before:swap", event => {
  const { request, target } = event.detail.ctx
  if (!request?.headers["X-Fresh"] || !under.has(target) || !inUse(target)) return
  event.preventDefault()
  under.set(target, true)
})

// What cannot be fetched any more stays as it was: the stream or the next visit says why
addEventListener("htmx:before:response", event => {
  const { request, response } = event.detail.ctx
  if (request.headers["X-Fresh"] && response.status !== 200) event.preventDefault()
})

// id: an entry's or a project's; kind: messages, message, state, seen, list; more: which message
portico.fresh = (id, kind, more) => Promise.all(pieces(id, kind).map(([piece, address]) => bring(piece, address, { kind, more })))
