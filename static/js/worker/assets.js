// Styles, scripts and pictures: the kept one at once, a newer one in the background where there can be one
const ASSETS = "assets"
const FOLDERS = ["/static/", "/brand/", "/logo/"]
const MOST_ASSETS = 60

const isAsset = path => FOLDERS.some(folder => path.startsWith(folder))
const findAsset = address => caches.match(address, { ignoreVary: true })

const fetchAsset = async request => {
  const response = await fetch(request)
  if (response.ok && response.type === "basic") {
    const cache = await caches.open(ASSETS)
    await cache.put(request, response.clone())
    const keys = await cache.keys()
    await Promise.all(keys.slice(0, -MOST_ASSETS).map(key => cache.delete(key)))
  }
  return response
}

const asset = async event => {
  const kept = await findAsset(event.request.url)
  if (!kept) return fetchAsset(event.request)
  // An address that carries the hash of what it gives never gives anything else
  if (!/immutable/.test(kept.headers.get("Cache-Control"))) event.waitUntil(fetchAsset(event.request).catch(() => {}))
  return kept
}

// What a page needs to look like itself, and perhaps never passed this worker
const keepAssetsOf = html => Promise.allSettled(
  [...html.matchAll(/<(?:link rel="stylesheet"|script|img)[^>]* (?:href|src)="(\/(?:static|brand|logo)\/[^"]+)"/g)]
    .map(async ([, address]) => await findAsset(address) ?? fetchAsset(address)))
