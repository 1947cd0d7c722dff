// Whose copies this device keeps: the reader whom the server named last, and the access epoch it told of them.
// A worker is ended and begun at will: what it must know stands in a cache of its own, under an address nobody asks for.
const DEVICE = "device"
const NOTE = "/device"

const whoIsHere = async () => (await caches.match(NOTE, { cacheName: DEVICE }))?.json() ?? {}
const note = async facts => (await caches.open(DEVICE)).put(NOTE, Response.json(facts))

// One change after another: what goes must not come back by a copy that was on its way
let line = Promise.resolve()
const inLine = task => (line = line.then(task, task))

const dropPages = async () => {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith("pages-")).map(name => caches.delete(name)))
}

const tellAll = async word => {
  for (const client of await self.clients.matchAll({ includeUncontrolled: true })) client.postMessage(word)
}

// Somebody else, a loss of access (the epoch differs) or no copies wanted: every kept page goes
const settle = async (user, epoch, wanted = true) => {
  const here = await whoIsHere()
  const same = here.user === user && here.epoch === epoch
  if (same && wanted) return
  await dropPages()
  if (here.user && !same) await tellAll({ type: "gone", user: here.user })
  await note({ user, epoch })
}

// The session is over; `owed` names the user whose sign-out the server has not heard of yet
const over = async ({ owed, everywhere = false } = {}) => {
  const { user } = await whoIsHere()
  await dropPages()
  await note({ owed })
  if (user) await tellAll({ type: "gone", user, everywhere })
  // Nobody waits for it: a push service may not answer
  seldom("left").catch(() => {})
}

// What any answer to this reader says about them
const heed = ({ headers }) => {
  const user = headers.get("X-Portico-User")
  if (user === "none") return inLine(() => over())
  if (user) return inLine(() => settle(user, headers.get("X-Access-Epoch"), headers.get("X-Portico-Copies") !== "off"))
}

// What came in the background names nobody anew: its reader may have signed out while it was on its way
const heedIfHere = async response => {
  const told = response.headers.get("X-Portico-User")
  if (told === "none" || told === (await whoIsHere()).user) await heed(response)
}
