// What waits goes also while no page is open, by the same code, in a scope of its own
{
// join: static/js/outbox/store.js
// join: static/js/outbox/sending.js
// join: static/js/outbox/uploading.js
// join: static/js/outbox/flushing.js
// join: static/js/worker/sharing.js

const everythingSent = async () => {
  pass = null
  const left = await flush({ now: true })
  // The browser then wakes us again
  if (left.some(act => act.state === "waiting")) throw new Error("still waiting")
}

self.addEventListener("sync", event => event.tag === "portico-outbox" && event.waitUntil(everythingSent()))
self.addEventListener("message", event => event.data?.type === "flush" && event.waitUntil(everythingSent().catch(() => {})))
}
