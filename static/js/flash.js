// A word on what happened can be put away
portico.behavior("flash", flash => {
  const close = flash.querySelector(".flash-close")
  close.hidden = false
  close.addEventListener("click", () => flash.remove())
})
