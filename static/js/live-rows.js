// What the stream tells is turned into pieces to fetch anew; many at once are fetched once
const due = new Map()
const ACTED = "portico-acted"

// What was done in this tab it shows already, also where that led to another page
let acted = 0
try { acted = Number(sessionStorage.getItem(ACTED)) } catch { /* nothing is kept here */ }
portico.acted = () => {
  acted = Date.now()
  try { sessionStorage.setItem(ACTED, acted) } catch { /* it holds for this page */ }
}
addEventListener("submit", portico.acted, true)

const soon = (id, kind, more, wait) => {
  const key = `${id} ${kind} ${more}`
  if (due.has(key)) return
  due.set(key, setTimeout(() => { due.delete(key); portico.fresh(id, kind, more) }, wait))
}

const act = {
  messages: (id, message) => {
    if (!document.getElementById(`m-${message}`)) soon(id, "messages", "", 0)
    const row = document.getElementById(`d-${id}`)
    if (row) portico.fresh(row.parentElement.dataset.project, "list")
  },
  message: (id, message) => soon(id, "message", message, 50),
  state: id => soon(id, "state", "", Math.random() * 300),
  list: (id, mine) => mine && Date.now() - acted < 10000 || soon(id, "list", "", Math.random() * 300),
  seen: id => soon(id, "seen", "", 1000 + Math.random() * 2000),
  writing: (id, side, lane) => document.dispatchEvent(new CustomEvent("portico:writing", { detail: { id, side, lane } })),
}

// So much happened, or so long ago, that everything shown here is looked at anew
const everything = () => {
  const shown = [...document.querySelectorAll("[data-fresh]")].flatMap(piece => piece.dataset.fresh.split(" "))
  const rows = [...document.querySelectorAll(".item-row[id], .item-card[id]")].map(row => `${row.id.replace(/^(item|card)-/, "")}:state`)
  for (const name of new Set([...shown, ...rows.slice(0, 60)])) {
    const [id, kind] = name.split(":")
    soon(id, kind, "", Math.random() * 2000)
  }
}

document.addEventListener("portico:live", ({ detail }) => {
  if (detail === "again" || detail.some(([kind]) => kind === "flood")) everything()
  else for (const [kind, ...of] of detail) act[kind]?.(...of)
  if (detail === "again" || detail.some(([kind]) => kind !== "writing" && kind !== "seen")) portico.recount?.()
})
