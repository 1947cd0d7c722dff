// The static shell of one build: styles, scripts, marks and the offline page; nothing of anybody's
const SHELL_CACHE = `shell-${BUILD}`

const keepShell = async () => {
  const cache = await caches.open(SHELL_CACHE)
  await cache.addAll(SHELL.map(address => new Request(address, { credentials: "omit" })))
  // A new version waits until somebody says so; only the first one has nobody to wait for
  if (!self.registration.active) await self.skipWaiting()
}

// Kept pages are of the build they were kept under: its styles and scripts stay for them
const keepFor = async name => {
  const [old, assets] = await Promise.all([caches.open(name), caches.open(ASSETS)])
  for (const request of await old.keys()) {
    if (isAsset(new URL(request.url).pathname)) await assets.put(request, await old.match(request))
  }
  await caches.delete(name)
}

const takeOver = async () => {
  const old = (await caches.keys()).filter(name => name.startsWith("shell-") && name !== SHELL_CACHE)
  await Promise.all(old.map(keepFor))
  await self.registration.navigationPreload?.enable()
  await self.clients.claim()
}

const fromShell = address => caches.match(address, { cacheName: SHELL_CACHE, ignoreVary: true })
