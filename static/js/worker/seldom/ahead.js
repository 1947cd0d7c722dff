// Ahead of need: what needs the reader, and their latest threads, one after the other and a little at a time; then the
// pictures of what needs them and what is written there, so that what is decided without a network was seen or read
const A_ROUND = 2 * 2 ** 20
const BETWEEN = 60 * 1000
const STALE = 12 * 3600 * 1000
let lastRound = 0
let round

const isKept = async (address, stamp) => {
  const kept = await keptPage(new URL(address, location))
  if (!kept) return false
  const known = facts(kept)
  return known.stamp === stamp && Date.now() - known.at < STALE
}

const fetchKept = async (address, stamp) => {
  const url = new URL(address, location).href
  const response = await fetch(url, { headers: { Accept: "text/html" }, priority: "low" })
  await heedIfHere(response)
  return mayKeep(response) ? keep(url, response, stamp) : 0
}

const PICTURES = /<(?:img[^>]* src|details[^>]* hx-get)="(\/projects\/[^"]+\/versions\/[^"]+)"/g

const picturesOf = async address => {
  const page = await keptPage(new URL(address, location))
  return page ? [...(await page.text()).matchAll(PICTURES)].map(([, picture]) => madeAt(new URL(picture, location).href)) : []
}

const fetchPicture = async url => {
  const isText = url.endsWith("?part")
  const response = await fetch(url, { priority: "low", headers: isText ? { "HX-Request": "true", "HX-Request-Type": "partial" } : {} })
  await heedIfHere(response)
  return mayKeep(response, isText ? "text/html" : "image/webp") ? lay(url, response, await response.blob(), Date.now()) : 0
}

const goAround = async () => {
  await line
  const { user } = await whoIsHere()
  if (!user || Date.now() - lastRound < BETWEEN) return
  lastRound = Date.now()
  const told = await fetch("/me/ahead", { headers: { Accept: "application/json" } })
  if (told.status === 401) return inLine(() => over())
  await heedIfHere(told)
  if (!told.ok || told.redirected) return
  let left = A_ROUND
  const isOver = async () => left <= 0 || (await whoIsHere()).user !== user
  const { pages, pictures } = await told.json()
  for (const [address, stamp] of pages) {
    if (await isOver()) return
    if (!await isKept(address, stamp)) left -= await fetchKept(address, stamp)
  }
  for (const address of pictures) {
    for (const picture of await picturesOf(address)) {
      if (await isOver()) return
      if (!await keptPage(picture)) left -= await fetchPicture(picture)
    }
  }
}

const ahead = () => (round ??= goAround().catch(() => {}).finally(() => { round = undefined }))
