// The list beside an open item shows where it stands
portico.behavior("beside", list => {
  list.addEventListener("htmx:after:swap", () => {
    const here = list.querySelector(".row[aria-current]")
    const pane = list.closest(".pane-list")
    if (here && pane) pane.scrollTop = here.offsetTop - pane.clientHeight / 3
  })
})
