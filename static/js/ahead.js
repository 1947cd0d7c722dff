// Asks the worker to keep what will be needed: after a visit to Needs you, and each quarter of an hour while in use
const { user, copies, kept } = document.documentElement.dataset
const idle = window.requestIdleCallback ?? (work => setTimeout(work, 2000))
const QUARTER = 15 * 60 * 1000

const isDear = () => navigator.connection?.saveData || /2g/.test(navigator.connection?.effectiveType ?? "")

const ahead = () => {
  if (!isDear() && document.visibilityState === "visible") idle(() => portico.tell({ type: "ahead" }))
}

if (user && copies === "on" && navigator.serviceWorker) {
  if (location.pathname === "/" && !kept) addEventListener("load", ahead)
  setInterval(ahead, QUARTER)
}
