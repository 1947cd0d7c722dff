// A kept copy says how old it is, and what the network says late: there is something newer, or it is nobody's any more
const { kept, user, copies, epoch } = document.documentElement.dataset
const line = document.getElementById("saved-line")
const words = line?.querySelector("span:not(.icon)")
const SIZES = [["day", 86400], ["hour", 3600], ["minute", 60]]
let gone = false

const age = () => {
  const seconds = (Date.now() - new Date(kept)) / 1000
  const [unit, size] = SIZES.find(([, least]) => seconds >= least) ?? []
  if (!unit) return line.dataset.now
  const ago = new Intl.RelativeTimeFormat(document.documentElement.lang || "en").format(-Math.floor(seconds / size), unit)
  return line.dataset.saved.replace("{ago}", ago)
}

const show = () => {
  if (gone) return
  line.hidden = false
  words.textContent = navigator.onLine ? age() : `${line.dataset.without} ${age()}`
}

const offer = label => {
  const again = line.querySelector("a")
  again.href = location.href
  again.hidden = false
  if (label) again.textContent = label
}

const typed = form => [...form.querySelectorAll("textarea, input[type=text]")].some(field => field.value !== field.defaultValue)

// What stood here leaves the screen; words that somebody typed stay
const clear = () => {
  gone = true
  for (const pane of document.querySelectorAll(".pane-list, .pane-main, .pane-aside")) {
    const stays = [...pane.querySelectorAll("form")].filter(typed)
    pane.replaceChildren(...(pane.contains(line) ? [line] : []), ...stays)
  }
  document.querySelectorAll("dialog.sheet[open]").forEach(sheet => [...sheet.querySelectorAll("form")].some(typed) || sheet.close())
  line.hidden = false
  line.classList.add("is-gone")
  words.textContent = line.dataset.gone
  offer(line.dataset.again)
}

const hear = ({ data }) => {
  if (!line || gone) return
  if (data?.type === "newer" && kept) offer()
  if (data?.type === "gone" && (!data.user || data.user === user) && (kept || data.everywhere)) clear()
}

navigator.serviceWorker?.addEventListener("message", hear)

if (kept && line) {
  // News of that day are no news any more
  document.querySelectorAll("#notices > .flash").forEach(flash => flash.remove())
  show()
  setInterval(show, 30000)
  for (const name of ["online", "offline"]) addEventListener(name, show)
}

// A page that came past the worker (the first one) tells it who is here, and is kept too
if (user && !kept && navigator.serviceWorker && !navigator.serviceWorker.controller) {
  addEventListener("load", async () => {
    await portico.tell({ type: "user", user, epoch, copies: copies === "on" })
    if (copies === "on") portico.tell({ type: "keep", address: location.href })
  })
}

// Parts of a page pass the worker by; what they say of the reader does not
addEventListener("htmx:after:request", event => {
  const response = event.detail.ctx?.response
  const now = response?.headers?.get("X-Access-Epoch")
  if (response?.status === 401 && user) portico.tell({ type: "over" })
  else if (now && now !== epoch && user) portico.tell({ type: "user", user, epoch: now, copies: copies === "on" })
})
