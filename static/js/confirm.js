// What goes for good goes by its name
portico.behavior("confirm", form => {
  const typed = form.querySelector("[name=confirmed_name]")
  const button = form.querySelector("[type=submit]")
  const check = () => { button.disabled = typed.value.trim() !== form.dataset.name }
  typed.addEventListener("input", check)
  check()
})
