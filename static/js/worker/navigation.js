// Pages come from the network; where there is none, a page says so
const OFFLINE = "/offline"

const navigate = async event => {
  try {
    return (await event.preloadResponse) ?? await fetch(event.request)
  } catch {
    return (await fromShell(OFFLINE)) ?? Response.error()
  }
}

const answer = event => {
  const { request } = event
  if (request.mode === "navigate") return event.respondWith(navigate(event))
  if (request.method === "GET" && SHELL.includes(new URL(request.url).pathname)) {
    event.respondWith(fromShell(request).then(kept => kept ?? fetch(request)))
  }
}
