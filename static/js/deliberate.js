// A held press is a person's: programs that open pages and press every button let go at once.
// Who cannot hold (a screen reader's click, a switch) types the two digits instead.
const LONG = 600

portico.behavior("deliberate", box => {
  const held = box.querySelector("[name=held_ms]")
  const hint = box.querySelector(".deliberate-hint")
  const digits = box.querySelector("[name=digits]")
  let since = 0
  let timer
  let warned = false

  const lacks = button => {
    const lacking = button.dataset.needs?.split(" ").find(name => !button.form.elements[name].value.trim())
    if (lacking) button.form.elements[lacking].focus()
    return lacking
  }
  const send = button => {
    const lasted = Math.round(performance.now() - since)
    release(button)
    if (lacks(button)) return
    held.value = `${lasted}.${Array.from(box.dataset.challenge).reverse().join("")}`
    button.form.requestSubmit(button)
    held.value = ""
  }
  const press = (event, button) => {
    if (!event.isTrusted || since || digits.value) return
    since = performance.now()
    button.classList.add("is-held")
    timer = setTimeout(send, LONG, button)
  }
  const release = button => {
    clearTimeout(timer)
    since = 0
    button.classList.remove("is-held")
  }
  const askForDigits = button => {
    box.classList.remove("is-ready")
    button.before(digits.closest("label"))
    digits.focus()
  }
  const tooShort = button => {
    if (warned) askForDigits(button)
    warned = true
    hint.classList.add("strong")
    button.before(hint)
  }

  box.classList.add("is-ready")
  hint.hidden = false
  for (const button of box.querySelectorAll("button")) {
    button.addEventListener("pointerdown", event => event.button === 0 && press(event, button))
    for (const name of ["pointerup", "pointercancel", "pointerleave", "blur"]) button.addEventListener(name, () => release(button))
    button.addEventListener("contextmenu", event => event.preventDefault())
    button.addEventListener("keydown", event => {
      if ((event.key !== "Enter" && event.key !== " ") || digits.value) return
      event.preventDefault()
      if (!event.repeat) press(event, button)
    })
    button.addEventListener("keyup", event => {
      if ((event.key !== "Enter" && event.key !== " ") || digits.value) return
      event.preventDefault()
      if (since) askForDigits(button)
      release(button)
    })
    button.addEventListener("click", event => {
      if (digits.value && event.isTrusted) return
      event.preventDefault()
      if (!event.isTrusted || lacks(button)) return
      if (event.detail === 0) askForDigits(button)
      else tooShort(button)
    })
  }
})
