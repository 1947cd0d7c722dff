// A held press is a person's: programs that open pages and press every button let go at once.
// Who cannot hold (a screen reader's click, a switch) types the two digits instead.
const LONG = 600

portico.behavior("deliberate", box => {
  const button = box.querySelector("button")
  const held = box.querySelector("[name=held_ms]")
  const hint = box.querySelector(".deliberate-hint")
  const digits = box.querySelector("[name=digits]")
  let since = 0
  let timer

  const send = () => {
    held.value = Math.round(performance.now() - since)
    release()
    button.form.requestSubmit(button)
    held.value = ""
  }
  const press = event => {
    if (!event.isTrusted || since) return
    since = performance.now()
    box.classList.add("is-held")
    timer = setTimeout(send, LONG)
  }
  const release = () => {
    clearTimeout(timer)
    since = 0
    box.classList.remove("is-held")
  }
  const askForDigits = () => {
    box.classList.remove("is-ready")
    digits.focus()
  }

  box.classList.add("is-ready")
  hint.hidden = false
  button.addEventListener("pointerdown", event => event.button === 0 && press(event))
  for (const name of ["pointerup", "pointercancel", "pointerleave", "blur"]) button.addEventListener(name, release)
  button.addEventListener("contextmenu", event => event.preventDefault())
  button.addEventListener("keydown", event => {
    if (event.key !== "Enter" && event.key !== " ") return
    event.preventDefault()
    if (!event.repeat) press(event)
  })
  button.addEventListener("keyup", event => {
    if (event.key === " ") event.preventDefault()
    release()
  })
  button.addEventListener("click", event => {
    if (digits.value || !event.isTrusted) return
    event.preventDefault()
    if (event.detail === 0) askForDigits()
    else if (hint.classList.contains("strong")) askForDigits()
    else hint.classList.add("strong")
  })
})
