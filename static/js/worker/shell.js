// The static shell of one build: styles, scripts, marks and the offline page; nothing of anybody's
const SHELL_CACHE = `shell-${BUILD}`

const keepShell = async () => {
  const cache = await caches.open(SHELL_CACHE)
  await cache.addAll(SHELL.map(address => new Request(address, { credentials: "omit" })))
  // A new version waits until somebody says so; only the first one has nobody to wait for
  if (!self.registration.active) await self.skipWaiting()
}

const fromShell = address => caches.match(address, { cacheName: SHELL_CACHE, ignoreVary: true })
