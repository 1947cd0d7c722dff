// Signing out takes what this device kept along, also without a network; the server then hears of it as soon as there
// is one. What waits to be sent was asked about before
const { user } = document.documentElement.dataset

// Who leaves does not wait for a network that does not answer
const tellServer = form =>
  fetch(form.action, { method: "POST", body: new FormData(form), redirect: "manual", signal: AbortSignal.timeout?.(5000) })
    .then(({ type }) => type !== "opaqueredirect" && "refused", () => "away")

portico.behavior("sign-out", form => {
  form.addEventListener("submit", async event => {
    if (event.defaultPrevented) return
    event.preventDefault()
    const told = await tellServer(form)
    await portico.tell({ type: "sign-out", owed: told === "away" ? user : undefined })
    // A form that is no longer fresh is refused: the page then says so itself
    if (told === "refused") return form.submit()
    location.assign("/sign-in")
  })
})
