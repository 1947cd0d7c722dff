// Pages come from the network; where it is slow or away, a kept copy does, and what the network says late is heeded still
const OFFLINE = "/offline"
const PATIENCE = 3000
// Where one's own act leads to, a copy from before it would lack it
const LONGER = 15000
const behind = new Map()
const patience = url => Date.now() - behind.get(new URL(url).pathname) < LONGER ? LONGER : PATIENCE
const GONE = [403, 404, 410]
const BROKEN = [502, 503, 504]

const within = (work, most) => Promise.race([work, new Promise(done => setTimeout(done, most))])
const offline = async () => await fromShell(OFFLINE) ?? Response.error()

const ask = async (event, early) => {
  const response = (early && await event.preloadResponse) || await fetch(event.request)
  const copy = mayKeep(response) ? response.clone() : undefined
  const told = heed(response)
  event.waitUntil((async () => {
    await told
    if (copy) await keep(event.request.url, copy)
    else if (GONE.includes(response.status)) await inLine(() => forget(event.request.url))
  })())
  return response
}

// The copy is on the screen by now: its page hears that there is something newer, or that it is nobody's any more
const late = async (event, network) => {
  let response = await network.catch(() => undefined)
  if (response?.type === "opaqueredirect") {
    response = await fetch(event.request.url)
    await heed(response)
  }
  if (!response || BROKEN.includes(response.status)) return
  const gone = GONE.includes(response.status) || response.headers.get("X-Portico-User") === "none"
  const client = await self.clients.get(event.resultingClientId)
  client?.postMessage({ type: gone ? "gone" : "newer" })
}

// From the home screen there is something to look at at once; what is newer comes on a tap
const isLaunch = ({ url, cache }) => cache === "default" && ["home-screen", "shortcut"].includes(new URL(url).searchParams.get("from"))

const navigate = async event => {
  const { owed } = await whoIsHere()
  if (owed) {
    try { await seldom("signOutOwed", owed) } catch { return offline() }
  }
  // What was asked for early was asked for before the sign-out
  const network = ask(event, !owed)
  const kept = await keptPage(event.request.url)
  if (!kept) return network.catch(offline)
  const soon = isLaunch(event.request) ? undefined : await within(network.catch(() => undefined), patience(event.request.url))
  if (soon && !BROKEN.includes(soon.status)) return soon
  event.waitUntil(late(event, network))
  return kept
}

// Who signs in again has no sign-out to come: the new session takes the place of the old one
const send = async (request, path) => {
  if (path === "/share") return seldom("takeIn", request).catch(() => fetch(request))
  if (path.startsWith("/sign-in") && (await whoIsHere()).owed) await inLine(() => note({}))
  return fetch(request).catch(offline)
}

// Those of a version never change; a loss of access takes them along with the pages. One that is not here is an empty one:
// the page says what it would show, and nothing fails
const picture = async request => await keptPage(madeAt(request.url))
  ?? (request.destination === "image" ? fetch(request).catch(() => new Response()) : fetch(request))

const answer = event => {
  const { request } = event
  const { origin, pathname } = new URL(request.url)
  if (origin !== location.origin) return
  if (request.mode === "navigate") {
    event.respondWith(request.method === "GET" ? navigate(event) : send(request, pathname))
  } else if (request.method === "GET" && isAsset(pathname)) {
    event.respondWith(asset(event))
  } else if (request.method === "GET" && isPicture(madeAt(pathname))) {
    event.respondWith(picture(request))
  } else if (pathname === "/me/counts") {
    event.waitUntil(registration.getNotifications?.().then(shown => shown.length && seldom("recounted", shown)))
  }
}
