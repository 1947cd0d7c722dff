// Where the tabs do not all fit, the chosen one is in sight
portico.behavior("tabs", tabs => {
  const chosen = tabs.querySelector("[aria-current]")
  if (!chosen || tabs.scrollWidth <= tabs.clientWidth) return
  const [around, own] = [tabs.getBoundingClientRect(), chosen.getBoundingClientRect()]
  tabs.scrollLeft += own.left + own.width / 2 - (around.left + around.width / 2)
})
