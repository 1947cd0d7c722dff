// Who came to reply is at the field; Ctrl or Cmd and Enter send; what was stored leaves the field, what was not stays
portico.behavior("composer", form => {
  if (location.hash === `#${form.id}`) form.querySelector("[name=body]").focus()
  // A press on Send moves no focus: the keyboard stays, and so does the button, which the bar would push away
  form.querySelector(".composer-send").addEventListener("mousedown", event => event.preventDefault())
  form.addEventListener("keydown", event => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault()
      form.requestSubmit()
    }
  })
  form.addEventListener("htmx:after:request", event => {
    const { sourceElement, response } = event.detail.ctx ?? {}
    if (sourceElement !== form || response?.status !== 201) return
    const body = form.querySelector("[name=body]")
    body.value = ""
    body.dispatchEvent(new Event("input", { bubbles: true }))
  })
})
