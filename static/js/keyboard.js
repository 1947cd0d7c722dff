// One key each: / search, j k move, r reply, ? shows all; can be switched off (WCAG 2.1.4)
const OFF = "portico-keys-off"
const busyIn = "input, textarea, select, [contenteditable], dialog"
const places = () => [...document.querySelectorAll(".card-title a, .row-title")]

const step = by => {
  const all = places()
  const at = all.indexOf(document.activeElement)
  const next = all[at < 0 ? (by > 0 ? 0 : all.length - 1) : at + by]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

const search = () => {
  const field = document.querySelector("[data-search]")
  const elsewhere = document.querySelector(".way.is-projects")
  field ? field.focus() : elsewhere && location.assign(`${elsewhere.href}#find`)
}

const keys = {
  "/": search,
  "j": () => step(1),
  "k": () => step(-1),
  "r": () => document.querySelector(".composer-body")?.focus(),
  "?": () => document.querySelector("#shortcuts")?.showModal(),
}

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.key === "Escape" && event.target.matches?.("input, textarea")) return event.target.blur()
  if (event.target.closest?.(busyIn) || document.querySelector("dialog[open]")) return
  const act = keys[event.key]
  if (!act || (localStorage.getItem(OFF) && event.key !== "?")) return
  event.preventDefault()
  act()
})

portico.behavior("keys-off", box => {
  box.checked = !localStorage.getItem(OFF)
  box.addEventListener("change", () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"))
})
