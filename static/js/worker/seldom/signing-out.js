// A sign-out without a network is told to the server before anything else is asked of it; where it does not answer soon, later
const signOutOwed = async user => {
  const soon = { cache: "no-store", signal: AbortSignal.timeout?.(5000) }
  const pass = await fetch("/me/pass", { ...soon, headers: { Accept: "application/json" } })
  const told = pass.ok && !pass.redirected && await pass.json()
  if (told && told.user === user) {
    await fetch("/sign-out", { ...soon, method: "POST", body: new URLSearchParams({ csrf_token: told.csrf }), redirect: "manual" })
  }
  await inLine(() => note({}))
}
