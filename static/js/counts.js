// How much needs its reader stands at the way home and, the same, before the title; the icon of the installed app counts what is new too
const KEPT = `portico-counts-${document.documentElement.dataset.user}`
const words = () => document.getElementById("live-words")?.dataset
let title = document.title
let asked = 0
let timer

const short = count => count > 99 ? "99+" : count

const mark = (way, count, word) => {
  let badge = way.querySelector(".way-count")
  if (!count) return badge?.remove()
  badge ??= way.querySelector(".way-mark").appendChild(Object.assign(document.createElement("span"), { className: "way-count" }))
  const shown = document.createElement("span")
  shown.setAttribute("aria-hidden", "true")
  shown.textContent = short(count)
  const said = document.createElement("span")
  said.className = "visually-hidden"
  said.textContent = word.replace("{n}", count)
  badge.replaceChildren(shown, said)
}

portico.counts = ({ needs, unread = 0, inbox = 0, all = needs }) => {
  if (!words()) return
  for (const [name, count] of Object.entries({ needs, projects: unread, inbox })) {
    const way = document.querySelector(`.way.is-${name}`)
    if (way) mark(way, count, words()[name])
  }
  document.title = needs ? `(${short(needs)}) ${title}` : title
  if (navigator.setAppBadge) (all ? navigator.setAppBadge(all) : navigator.clearAppBadge()).catch(() => {})
}

// Whether something is to be done that is not shown, or in another order; what is done or gone changes where it stands
const differs = (list, first) => {
  const shown = [...list.querySelectorAll(".item-card[id]")].map(card => card.id.slice(5))
  const both = shown.filter(id => first.includes(id))
  return first.some(id => !shown.includes(id)) || both.some((id, at) => id !== first.filter(each => shown.includes(each))[at])
}

const show = counts => {
  portico.counts(counts)
  const outdated = list => list?.dispatchEvent(new CustomEvent("fresh", { cancelable: true }))
  const list = document.querySelector("#needs[data-from]")
  if (list && counts.first && differs(list, counts.first)) outdated(list)
  // What was told since; what is read meanwhile changes where it stands
  if (counts.news?.some(news => !document.querySelector(`[data-news="${news}"]`))) outdated(document.getElementById("inbox"))
}

const ask = async () => {
  timer = null
  asked = Date.now()
  const answer = await fetch("/me/counts", { headers: { Accept: "application/json" } }).catch(() => null)
  if (answer?.status !== 200 || !answer.headers.get("Content-Type")?.includes("json")) return
  const counts = { ...await answer.json(), at: Date.now() }
  try { localStorage.setItem(KEPT, JSON.stringify(counts)) } catch { /* nothing is kept here */ }
  show(counts)
}

// Something changed: count again, not more often than every few seconds, and not all tabs at once
portico.recount = () => { timer ??= setTimeout(ask, Math.max(Math.random() * 1000, asked + 8000 - Date.now())) }

const kept = () => { try { return JSON.parse(localStorage.getItem(KEPT)) } catch { return null } }

if (document.documentElement.dataset.user) {
  addEventListener("storage", event => event.key === KEPT && event.newValue && show(JSON.parse(event.newValue)))
  addEventListener("DOMContentLoaded", () => {
    const counts = kept()
    if (counts) portico.counts(counts)
    if (!(Date.now() - counts?.at < 60000) && document.documentElement.dataset.live) portico.recount()
  })
}
