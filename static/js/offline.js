// What needs a network says so where there is none, instead of losing what was typed
const PATIENCE = 5000
const line = document.getElementById("saved-line")
let doubtful = Boolean(document.documentElement.dataset.kept)

const say = () => {
  const place = document.getElementById("notices")
  if (!place || !line) return
  const flash = document.createElement("div")
  const words = document.createElement("p")
  flash.className = "flash is-refused"
  flash.setAttribute("role", "alert")
  words.className = "flash-words"
  words.textContent = line.dataset.offline
  flash.append(words)
  place.replaceChildren(flash)
  flash.scrollIntoView({ block: "center" })
}

const answers = () => fetch("/healthz", { cache: "no-store", signal: AbortSignal.timeout(PATIENCE) }).then(answer => answer.ok, () => false)

// Only what a person did asks for a word: what a page does by itself may fail in silence
addEventListener("htmx:error", event => {
  const { ctx, error } = event.detail
  if (!ctx || !["TypeError", "AbortError", "TimeoutError"].includes(error?.name)) return
  doubtful = true
  if (!ctx.sourceEvent?.isTrusted) return
  const link = ctx.sourceElement
  link.dataset.else ? portico.outbox.core.shows().then(({ instead }) => instead(link)).catch(say) : say()
})

// A plain form leaves the page: where the network is in doubt, it is tried first
let sure
addEventListener("submit", async event => {
  const form = event.target
  if (event.defaultPrevented || form.method !== "post" || form === sure || !(doubtful || navigator.onLine === false)) return
  event.preventDefault()
  doubtful = !await answers()
  if (doubtful) return say()
  sure = form
  form.requestSubmit(event.submitter)
  sure = undefined
})
