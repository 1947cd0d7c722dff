// A list that is no longer what its reader sees says so below it, and changes only on a tap: nothing moves or is covered that is being read
portico.behavior("outdated", list => {
  const place = document.createElement("div")
  place.className = "outdated"
  place.setAttribute("role", "status")
  list.after(place)

  const renew = async () => {
    await htmx.ajax("GET", list.dataset.from ?? location.pathname + location.search, { source: list, target: list, swap: list.dataset.swap ?? "innerMorph", headers: { "X-Fresh": "1" } })
    place.replaceChildren()
    list.tabIndex = -1
    list.focus({ preventScroll: true })
  }
  list.addEventListener("fresh", event => {
    event.preventDefault()
    if (place.firstChild) return
    const button = document.createElement("button")
    button.type = "button"
    button.className = "button is-primary is-small"
    button.textContent = document.getElementById("live-words").dataset.changed
    button.addEventListener("click", renew)
    place.append(button)
  })
})
