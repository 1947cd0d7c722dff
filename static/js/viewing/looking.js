// A document to look at: larger and smaller, dragged about, and swept to the next or the last version
const STEPS = [1, 1.5, 2, 3, 4, 6]
const SWEEP = 70
const EDGE = 24

portico.behavior("viewer", viewer => {
  const frame = () => viewer.querySelector(".viewer-frame")
  const controls = viewer.querySelector(".viewer-zoom")
  let at = 0

  // The place that was in the middle, or under the pointer, stays there
  const zoom = (to, point) => {
    const old = STEPS[at]
    at = Math.min(Math.max(to, 0), STEPS.length - 1)
    const box = frame().getBoundingClientRect()
    const x = (point?.clientX ?? box.left + box.width / 2) - box.left
    const y = (point?.clientY ?? box.top + box.height / 2) - box.top
    const [left, top] = [frame().scrollLeft + x, frame().scrollTop + y]
    viewer.style.setProperty("--zoom", STEPS[at])
    viewer.classList.toggle("is-zoomed", at > 0)
    frame().scrollTo(left * STEPS[at] / old - x, top * STEPS[at] / old - y)
    const scale = viewer.querySelector(".viewer-scale")
    if (scale) scale.value = `${STEPS[at] * 100} %`
  }
  if (controls) controls.hidden = false

  viewer.addEventListener("click", event => {
    const button = event.target.closest("[data-zoom]")
    if (button) zoom(at + Number(button.dataset.zoom))
  })
  viewer.addEventListener("dblclick", event => {
    if (!event.target.closest(".leaf-picture") || viewer.classList.contains("is-placing")) return
    zoom(at ? 0 : 3, event)
  })
  viewer.addEventListener("wheel", event => {
    if (!event.ctrlKey || !event.target.closest(".viewer-frame")) return
    event.preventDefault()
    zoom(at + (event.deltaY < 0 ? 1 : -1), event)
  }, { passive: false })
  viewer.addEventListener("keydown", event => {
    if (!event.target.matches(".viewer-frame") || event.ctrlKey || event.metaKey || event.altKey) return
    const by = { "+": 1, "=": 1, "-": -1 }[event.key]
    if (event.key === "0") zoom(0)
    if (by) zoom(at + by)
  })

  // Dragged with a mouse; fingers scroll by themselves
  let held = null
  viewer.addEventListener("pointerdown", event => {
    if (event.pointerType !== "mouse" || event.button || !at || viewer.classList.contains("is-placing")) return
    if (!event.target.closest(".leaf-picture") || event.target.closest(".mark")) return
    event.preventDefault()
    held = { x: event.clientX + frame().scrollLeft, y: event.clientY + frame().scrollTop }
    viewer.classList.add("is-held")
  })
  addEventListener("pointermove", event => held && frame().scrollTo(held.x - event.clientX, held.y - event.clientY))
  addEventListener("pointerup", () => {
    held = null
    viewer.classList.remove("is-held")
  })

  // One finger, sideways, while nothing is enlarged: the version before or after. The edges belong to the device
  let from = null
  viewer.addEventListener("touchstart", event => {
    const [touch] = event.touches
    const inner = touch.clientX > EDGE && touch.clientX < innerWidth - EDGE
    const plain = at === 0 && event.touches.length === 1 && inner && !(visualViewport?.scale > 1.01)
    from = plain && event.target.closest(".viewer-frame") && !viewer.classList.contains("is-placing") ? touch : null
  }, { passive: true })
  viewer.addEventListener("touchend", event => {
    const [touch] = event.changedTouches
    const [across, down] = from ? [touch.clientX - from.clientX, touch.clientY - from.clientY] : [0, 0]
    from = null
    if (Math.abs(across) < SWEEP || Math.abs(across) < 2 * Math.abs(down)) return
    const onwards = across < 0 === (document.documentElement.dir !== "rtl")
    viewer.querySelector(`.viewer-versions [rel=${onwards ? "next" : "prev"}]`)?.click()
  })
})
