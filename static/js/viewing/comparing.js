// Two versions: a slider draws one over the other, and what is scrolled on one side is scrolled on the other
portico.behavior("wipe", slider => {
  const show = () => document.getElementById(slider.dataset.over).style.setProperty("--wipe", `${slider.value}%`)
  slider.addEventListener("input", show)
  show()
})

portico.behavior("together", both => {
  const frames = [...both.querySelectorAll(".compare-frame")]
  for (const frame of frames) {
    frame.addEventListener("scroll", () => {
      for (const other of frames) {
        if (other !== frame && Math.abs(other.scrollTop - frame.scrollTop) > 1) other.scrollTop = frame.scrollTop
      }
    }, { passive: true })
  }
})
