// Signing out asks first about words that nobody has read yet. Its own note of who was asked: what the other forms go on
// by is gone by the time this one looks
const leaving = new WeakSet()

const goOn = form => {
  leaving.add(form)
  form.requestSubmit()
}

addEventListener("submit", event => {
  const form = event.target
  if (!me || pathOf(form) !== "/sign-out" || leaving.delete(form)) return
  event.preventDefault()
  event.stopImmediatePropagation()
  shows().then(({ askToLeave }) => askToLeave(form)).catch(() => goOn(form))
}, true)
