// What is asked about changed while its page was open: said before anybody answers, for a yes is a yes to what was seen
portico.behavior("decide", piece => {
  const seen = () => [...piece.querySelectorAll("[name=seen]")].map(field => field.value).join()
  let shown = seen()
  const look = () => {
    const now = seen()
    if (now && shown && now !== shown) piece.querySelector(".things-changed").hidden = false
    if (now) shown = now
  }
  // What opens in sight of the thumb goes on there
  piece.addEventListener("toggle", event => {
    if (event.target.matches(".decide-more[open]")) event.target.querySelector("textarea").focus()
  }, true)
  // Whoever answered goes on at what became of it, not at the head of the page
  let acting = false
  let before = piece.querySelector(".mine")
  const acts = () => { acting = true }
  piece.addEventListener("focusin", acts)
  piece.addEventListener("pointerdown", acts)
  piece.addEventListener("focusout", event => { if (event.relatedTarget) acting = piece.contains(event.relatedTarget) })
  const goOn = () => {
    const mine = piece.querySelector(".mine")
    const isNew = mine && !before
    before = mine
    if (!isNew || !acting || ![document.body, null].includes(document.activeElement)) return
    mine.focus()
  }
  new MutationObserver(() => { look(); goOn() }).observe(piece, { subtree: true, childList: true, attributeFilter: ["value"] })
})
