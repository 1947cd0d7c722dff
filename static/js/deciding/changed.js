// What is asked about changed while its page was open: said before anybody answers, for a yes is a yes to what was seen
portico.behavior("decide", piece => {
  const seen = () => [...piece.querySelectorAll("[name=seen]")].map(field => field.value).join()
  let shown = seen()
  const look = () => {
    const now = seen()
    if (now && shown && now !== shown) piece.querySelector(".things-changed").hidden = false
    if (now) shown = now
  }
  new MutationObserver(look).observe(piece, { subtree: true, childList: true, attributeFilter: ["value"] })
})
