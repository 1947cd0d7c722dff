// One key each: / search, j k move, r reply, ? shows all; can be switched off (WCAG 2.1.4)
const OFF = "portico-keys-off"

const step = by => {
  const all = [...document.querySelectorAll(".card-title a, .row-title")]
  const at = all.indexOf(document.activeElement)
  const next = all[at + by < -1 ? all.length - 1 : at + by]
  next?.focus()
  next?.scrollIntoView({ block: "nearest" })
}

// On the page at hand, else in the plan of its project, else among projects
const search = () => {
  const field = document.querySelector("[data-search]")
  const plan = location.pathname.match(/.*projects\/[^/]{9,}/) ?? document.querySelector(".way.is-projects")
  field ? field.focus() : plan && location.assign(`${plan}#find`)
}

const keys = {
  "/": search,
  j: () => step(1),
  k: () => step(-1),
  r: () => document.querySelector(".composer-body")?.focus(),
  "?": () => document.querySelector("#shortcuts")?.showModal(),
}

addEventListener("keydown", event => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return
  if (event.key === "Escape" && event.target.matches?.("input, textarea")) return event.target.blur()
  if (event.target.closest?.("input, textarea, select, dialog") || document.querySelector("dialog[open]")) return
  const act = keys[event.key]
  if (!act || (localStorage.getItem(OFF) && event.key !== "?")) return
  event.preventDefault()
  act()
})

portico.behavior("keys-off", box => {
  box.checked = !localStorage.getItem(OFF)
  box.addEventListener("change", () => box.checked ? localStorage.removeItem(OFF) : localStorage.setItem(OFF, "1"))
})
