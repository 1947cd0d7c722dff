// The static shell of one build: styles, scripts, marks and the offline page; nothing of anybody's
const SHELL_CACHE = `shell-${BUILD}`

const keepShell = async () => {
  const cache = await caches.open(SHELL_CACHE)
  await cache.addAll(SHELL.map(address => new Request(address, { credentials: "omit" })))
  await self.skipWaiting()
}

const dropOldShells = async () => {
  const names = await caches.keys()
  await Promise.all(names.filter(name => name.startsWith("shell-") && name !== SHELL_CACHE).map(name => caches.delete(name)))
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

const fromShell = request => caches.match(request, { cacheName: SHELL_CACHE })
