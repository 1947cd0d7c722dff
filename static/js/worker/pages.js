// Kept pages: one cache per reader, bounded by number, age and size; each says in its <html> when it was kept. Beside them
// the pictures that stand in some, made by the server, and what is written on them: they go before any page does
const MOST_PAGES = 60
const OLDEST = 3 * 86400 * 1000
const LARGEST = 25 * 2 ** 20
const ANY = { ignoreVary: true }

const pagesOf = user => caches.open(`pages-${user}`)
const facts = ({ headers }) => ({ url: headers.get("X-Kept-Url"), at: Number(headers.get("X-Kept-At")),
  size: Number(headers.get("X-Kept-Size")), stamp: headers.get("X-Kept-Stamp") })
const isYoung = ({ at }) => Date.now() - at < OLDEST

const addressOf = url => {
  const address = new URL(url)
  address.hash = ""
  // Where somebody came from makes no other page
  address.searchParams.delete("from")
  return address.href
}

const isPicture = url => /\/versions\/[^/]+\/(thumbnail|screen|pages\/\d+(\/text\?part)?)$/.test(url)
// What is written on a page is a part of a page that stands already; its address alone is a page of its own
const madeAt = url => url.endsWith("/text") ? `${url}?part` : url

const mayKeep = (response, kind = "text/html") => response.status === 200 && response.type === "basic" && !response.redirected
  && response.headers.get("X-Portico-Copies") === "keep" && !response.headers.has("X-Portico-Look")
  && response.headers.get("Content-Type").startsWith(kind)

const keptPage = async url => {
  const { user } = await whoIsHere()
  if (!user) return
  const cache = await pagesOf(user)
  const address = addressOf(url)
  // A copy of the whole does for a part of it: what is looked for may be in it
  const kept = await cache.match(address, ANY) ?? await cache.match(address.replace(/\?around=[^&]*$/, ""), ANY)
  return kept && isYoung(facts(kept)) ? kept : undefined
}

// Keeps a page for its reader, if that is still who is here; says how many bytes it took
const keep = async (url, response, stamp) => {
  const at = Date.now()
  const html = (await response.text()).replace("<html ", `<html data-kept="${new Date(at).toISOString()}" `)
  await keepAssetsOf(html)
  return lay(url, response, new Blob([html]), at, stamp)
}

const lay = async (url, response, body, at, stamp) => {
  await inLine(async () => {
    const { user, epoch } = await whoIsHere()
    if (user !== response.headers.get("X-Portico-User") || epoch !== response.headers.get("X-Access-Epoch")) return
    const [address, cache] = [addressOf(url), await pagesOf(user)]
    // What was fetched ahead bears the server's stamp of that state; a visit since then is no older
    stamp ??= (await cache.match(address, ANY))?.headers.get("X-Kept-Stamp") ?? ""
    const headers = new Headers(response.headers)
    for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name)
    for (const [name, value] of Object.entries({ Url: address, At: at, Size: body.size, Stamp: stamp })) headers.set(`X-Kept-${name}`, value)
    await cache.put(address, new Response(body, { headers }))
    await tidy(cache)
  })
  return body.size
}

const tidy = async cache => {
  let size = 0
  const goes = (await cache.matchAll()).map(facts)
    .sort((one, other) => isPicture(one.url) - isPicture(other.url) || other.at - one.at)
    .filter((each, place) => {
      const stays = isYoung(each) && (place < MOST_PAGES || isPicture(each.url)) && size + each.size <= LARGEST
      if (stays) size += each.size
      return !stays
    })
  await Promise.all(goes.map(({ url }) => cache.delete(url, ANY)))
}

const forget = async url => {
  const { user } = await whoIsHere()
  if (user) await (await pagesOf(user)).delete(addressOf(url), ANY)
}
