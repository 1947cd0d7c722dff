// Offers the home screen where the browser can, at most once a month to who declined
const LATER = "portico-install-later"
const MONTH = 30 * 86400 * 1000
let prompt

const show = () => {
  const later = Number(localStorage.getItem(LATER) ?? 0)
  if (prompt && Date.now() - later > MONTH) {
    document.querySelectorAll("[data-behavior=install]").forEach(offer => { offer.hidden = false })
  }
}

addEventListener("beforeinstallprompt", event => {
  event.preventDefault()
  prompt = event
  show()
})

portico.behavior("install", offer => {
  const close = () => { offer.hidden = true }
  offer.querySelector("[data-accept]").addEventListener("click", () => { prompt?.prompt(); close() })
  offer.querySelector("[data-decline]").addEventListener("click", () => {
    localStorage.setItem(LATER, Date.now())
    close()
  })
  show()
})
