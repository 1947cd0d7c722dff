// A text field grows with its words where the browser does not do so by itself
portico.behavior("autosize", area => {
  if (CSS.supports("field-sizing", "content")) return
  const fit = () => {
    area.style.blockSize = "auto"
    area.style.blockSize = `${area.scrollHeight + 2}px`
  }
  area.addEventListener("input", fit)
  fit()
})
