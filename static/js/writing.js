// That somebody writes is told to others who may read it, every few seconds, and shown for as long as it is told
const EVERY = 4000
const LASTS = 7000

let last = 0

addEventListener("input", event => {
  const form = event.target.name === "body" && event.target.closest("form.composer")
  if (!form || !form.action.endsWith("/messages") || !event.target.value.trim() || Date.now() - last < EVERY) return
  if (!document.documentElement.dataset.live) return
  last = Date.now()
  const lane = form.querySelector("[name=lane]:checked, [name=lane][type=hidden]")?.value
  const body = new URLSearchParams({ lane, csrf_token: form.querySelector("[name=csrf_token]").value })
  fetch(form.action.replace(/messages$/, "writing"), { method: "POST", body }).catch(() => {})
})
addEventListener("submit", () => { last = 0 }, true)

document.addEventListener("portico:writing", ({ detail: { id, side, lane } }) => {
  const log = document.querySelector(`#arrivals[data-fresh~="${CSS.escape(id)}:messages"]`)
  if (!log) return
  const thread = log.closest(".thread")
  let line = thread.querySelector(".thread-writing")
  if (!line) log.after(line = Object.assign(document.createElement("p"), { className: "thread-writing" }))
  line.classList.toggle("is-internal", lane === "internal")
  line.textContent = document.getElementById("live-words").dataset.writing.replace("{name}", log.dataset[side])
  clearTimeout(line.timer)
  line.timer = setTimeout(() => line.remove(), LASTS)
})

// What was written is there: nobody writes it any more
document.addEventListener("portico:arrived", () => document.querySelector(".thread-writing")?.remove())
