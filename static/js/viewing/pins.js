// A pin is placed by a tap on the picture; by keys the sliders of its form do the same
portico.behavior("pins", viewer => {
  const sheet = viewer.querySelector(".pin-sheet")
  const form = sheet.querySelector("form")
  const hint = viewer.querySelector(".viewer-hint")
  const start = viewer.querySelector("[data-pin-start]")

  const arm = on => {
    viewer.classList.toggle("is-placing", on)
    hint.hidden = !on
  }

  const ask = (leaf, x, y) => {
    arm(false)
    const picture = leaf.querySelector("img")
    form.elements.page.value = leaf.dataset.page
    const preview = form.querySelector(".pin-preview img")
    preview.src = picture.getAttribute("src")
    for (const side of ["width", "height"]) preview.setAttribute(side, picture.getAttribute(side))
    for (const [name, part] of [["left", x], ["top", y]]) {
      form.elements[name].value = Math.min(Math.max(part * 100, 0), 100).toFixed(1)
      form.elements[name].dispatchEvent(new Event("input", { bubbles: true }))
    }
    sheet.showModal()
    form.elements.body.focus()
  }

  // The page that is looked at: the first whose middle is on the screen
  const leaf = number => {
    const all = [...viewer.querySelectorAll(".leaf")]
    if (number) return all.find(each => each.dataset.page === number)
    return all.find(each => each.getBoundingClientRect().bottom > innerHeight / 3) ?? all[0]
  }

  viewer.addEventListener("click", event => {
    const way = event.target.closest("[data-pin-start], [data-pin-page]")
    if (way) {
      event.preventDefault()
      // A key, or a reader's own press, has no place: the form asks for it
      if (way.dataset.pinPage || event.detail === 0) return ask(leaf(way.dataset.pinPage), 0.5, 0.5)
      return arm(!viewer.classList.contains("is-placing"))
    }
    if (event.target.closest("[data-pin-stop]")) return arm(false)
    if (event.target.closest("[data-pin-close]")) return sheet.close()
    const picture = viewer.classList.contains("is-placing") && event.target.closest(".leaf-picture")
    if (!picture) return
    event.preventDefault()
    const box = picture.querySelector("img").getBoundingClientRect()
    ask(picture.closest(".leaf"), (event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height)
  })
  addEventListener("keydown", event => event.key === "Escape" && viewer.classList.contains("is-placing") && arm(false))
  sheet.addEventListener("close", () => start?.focus({ preventScroll: true }))
})

// In the form: the mark follows the sliders, and a tap on the small picture moves both
portico.behavior("pin-place", form => {
  const mark = form.querySelector(".mark.is-new")
  const show = () => {
    mark.setAttribute("x", `${form.elements.left.value}%`)
    mark.setAttribute("y", `${form.elements.top.value}%`)
  }
  form.querySelector(".pin-sliders").addEventListener("input", show)
  form.querySelector(".pin-preview").addEventListener("click", event => {
    const box = event.currentTarget.getBoundingClientRect()
    form.elements.left.value = (event.clientX - box.left) / box.width * 100
    form.elements.top.value = (event.clientY - box.top) / box.height * 100
    show()
  })
  show()
})
