// A file whose picture is being made asks for it, ever more slowly, until it is there or it is clear that there will be none
const MOST = 6
const asked = new Map()

portico.behavior("picturing", card => {
  const address = card.dataset.from
  const times = asked.get(address) ?? 0
  if (times === MOST) return
  asked.set(address, times + 1)
  setTimeout(() => {
    if (!card.isConnected) return
    htmx.ajax("GET", address, { source: card, target: card, swap: "outerHTML", headers: { "X-Fresh": "1" } })
  }, 1500 * 2 ** times)
})
