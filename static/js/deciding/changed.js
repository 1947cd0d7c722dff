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
  let answered = false
  piece.addEventListener("submit", () => { answered = true }, true)
  const goOn = () => {
    const mine = answered && piece.querySelector(".mine")
    if (!mine || document.activeElement !== document.body) return
    answered = false
    mine.tabIndex = -1
    mine.focus()
  }
  new MutationObserver(goOn).observe(piece, { subtree: true, childList: true })
  new MutationObserver(look).observe(piece, { subtree: true, childList: true, attributeFilter: ["value"] })
})
