// A sign-out without a network is told to the server before anything else is asked of it
const signOutOwed = async user => {
  const pass = await fetch("/me/pass", { headers: { Accept: "application/json" }, cache: "no-store" })
  const told = pass.ok && !pass.redirected && await pass.json()
  if (told && told.user === user) {
    await fetch("/sign-out", { method: "POST", body: new URLSearchParams({ csrf_token: told.csrf }), redirect: "manual" })
  }
  await inLine(() => note({}))
}
