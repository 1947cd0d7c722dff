// Offers the home screen after the first useful act, never before; at most once a month to who declined
const LATER = "portico-install-later"
const USEFUL = "portico-useful"
const MONTH = 30 * 86400 * 1000
const installed = matchMedia("(display-mode: standalone)").matches || navigator.standalone === true
// iPadOS calls itself a Mac; no Mac is touched with fingers
const ios = /iPhone|iPad|iPod/.test(navigator.userAgent) || (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1)
// Where somebody came from is known by now; whoever asks for this page again asks for the newest
const here = new URL(location)
if (here.searchParams.has("from")) {
  here.searchParams.delete("from")
  history.replaceState(history.state, "", here)
}

let prompt
let asked = false

const remembered = name => { try { return localStorage.getItem(name) } catch { return null } }
const remember = (name, value) => { try { localStorage.setItem(name, value) } catch { /* it is asked again, no more */ } }

const timely = () => !installed && (prompt || ios) && remembered(USEFUL) && Date.now() - Number(remembered(LATER) ?? 0) > MONTH

// Beside what needs somebody, where it pushes nothing away: below it
const place = () => {
  const needs = document.getElementById("needs")
  if (asked || !needs || document.querySelector("[data-behavior=install]")) return
  asked = true
  const offer = document.createElement("div")
  needs.after(offer)
  htmx.ajax("GET", `/install?on=${ios ? "ios" : "here"}`, { target: offer, swap: "outerHTML" }).catch(() => offer.remove())
}

const show = () => {
  if (!timely()) return
  place()
  document.querySelectorAll("[data-behavior=install]").forEach(offer => { offer.hidden = false })
}

addEventListener("beforeinstallprompt", event => {
  event.preventDefault()
  prompt = event
  show()
})
addEventListener("appinstalled", () => {
  prompt = undefined
  document.querySelectorAll("[data-behavior=install]").forEach(offer => { offer.hidden = true })
})

portico.useful = () => {
  remember(USEFUL, "1")
  show()
}

// What waited is sent: something useful was done. It may go while another page comes, so how much waited is remembered
const WAITING = "portico-waiting"
const me = document.documentElement.dataset.user
document.addEventListener("portico:outbox", ({ detail }) => {
  const [whose, waited] = (remembered(WAITING) ?? "").split(" ")
  if (whose === me && detail.waiting < waited) portico.useful()
  remember(WAITING, `${me} ${detail.waiting}`)
})

portico.behavior("install", offer => {
  const close = () => { offer.hidden = true }
  offer.querySelector("[data-accept]")?.addEventListener("click", () => { prompt?.prompt(); prompt = undefined; close() })
  offer.querySelector("[data-decline]").addEventListener("click", () => {
    remember(LATER, Date.now())
    close()
  })
  // The card that follows an accepted invitation says that its act is done
  if (offer.closest(".welcome")) remember(USEFUL, "1")
  show()
})

document.readyState === "loading" ? addEventListener("DOMContentLoaded", show) : show()
