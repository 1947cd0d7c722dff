// The list beside an open item shows where it stands, and goes along with what becomes of it
portico.behavior("beside", list => {
  list.addEventListener("htmx:after:swap", () => {
    const here = list.querySelector(".row[aria-current]")
    const pane = list.closest(".pane-list")
    if (here && pane) pane.scrollTop = here.offsetTop - pane.clientHeight / 3
  }, { once: true })
  list.addEventListener("fresh", event => {
    event.preventDefault()
    // On a phone there is none
    if (list.firstElementChild) htmx.ajax("GET", list.getAttribute("hx-get"), { source: list, target: list, swap: "innerMorph", headers: { "X-Fresh": "1" } })
  })
})
