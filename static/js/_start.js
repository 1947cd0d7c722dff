// Behaviours attach themselves to elements by name, now and whenever htmx brings new ones
const behaviors = new Map()
const attached = new WeakMap()

const attach = element => {
  const done = attached.get(element) ?? new Set()
  attached.set(element, done)
  for (const name of element.dataset.behavior.split(/\s+/)) {
    const start = behaviors.get(name)
    if (!start || done.has(name)) continue
    done.add(name)
    start(element)
  }
}

const attachAll = root => {
  if (root.matches?.("[data-behavior]")) attach(root)
  root.querySelectorAll?.("[data-behavior]").forEach(attach)
}

window.portico = { behavior: (name, start) => behaviors.set(name, start), attachAll }

const begin = () => {
  attachAll(document)
  new MutationObserver(records => {
    for (const record of records) record.addedNodes.forEach(node => node.nodeType === 1 && attachAll(node))
  }).observe(document.documentElement, { childList: true, subtree: true })
}

document.readyState === "loading" || document.readyState === "interactive"
  ? document.addEventListener("DOMContentLoaded", begin)
  : begin()
