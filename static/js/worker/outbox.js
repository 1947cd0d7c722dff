// What waits goes also while no page is open, by the same code, in a scope of its own
let outbox
{
// join: static/js/outbox/store.js
// join: static/js/outbox/sending.js
// join: static/js/outbox/uploading.js
// join: static/js/outbox/flushing.js

const everythingSent = async () => {
  pass = null
  const left = await flush({ now: true })
  // The browser then wakes us again
  if (left.some(act => act.state === "waiting")) throw new Error("still waiting")
}

heard = ({ state, location: where }) => state === "stored" && where && behind.set(new URL(where, location).pathname, Date.now())
HEARD.flush = everythingSent
self.addEventListener("sync", event => event.tag === "portico-outbox" && event.waitUntil(everythingSent()))

outbox = {
  // Done where no page is: kept first, then sent now, or as soon as the browser wakes us for it
  carryOut: async act => {
    await keep(act)
    tell({ id: act.id, user: act.user, state: "added" })
    await everythingSent().catch(() => registration.sync?.register("portico-outbox"))
  },
  keepShared: brought => within("shared", "readwrite", store => store.put(brought), "strict"),
}
}
