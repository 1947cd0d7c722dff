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
