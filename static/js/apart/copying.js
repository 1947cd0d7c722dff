// A link that is handed over by hand is copied with one press; the button says that it was
document.addEventListener("click", async event => {
  const button = event.target.closest("[data-copy]")
  if (!button) return
  try {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent)
    button.lastElementChild.textContent = button.dataset.copied
  } catch {
    // Nothing may be put on the clipboard here: it stands there chosen, to be copied by hand
    getSelection().selectAllChildren(document.getElementById(button.dataset.copy))
  }
})
