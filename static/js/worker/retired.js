// Served in the place of the worker where the operator has retired it: everything kept goes, then it leaves
const retire = async () => {
  for (const name of await caches.keys()) await caches.delete(name)
  await self.registration.unregister()
}

self.addEventListener("install", () => self.skipWaiting())
self.addEventListener("activate", event => event.waitUntil(retire()))
