// Pushes: shown, counted, opened, answered
const COUNTS = "/me/counts"

// A browser that shows pushes itself hands over the notification it made of ours, and no text. What leads somewhere of
// itself would go there without asking us: a tap is answered here
const toldBy = ({ data: text, notification }) => {
  const { title, body, lang, dir, icon, badge, tag, data, navigate, actions } = text?.json().notification ?? notification
  const buttons = actions?.map(each => ({ ...each, navigate: undefined }))
  return { title, body, lang, dir, icon, badge, tag, data, navigate, actions: buttons }
}

// Whoever is signed in here by now may not be who it is for: then it says only that there is something
const shown = async event => {
  let told = {}
  try { told = toldBy(event) } catch { /* what cannot be read is shown all the same */ }
  const { title = "Portico", navigate = "/", ...options } = told
  const data = told.data ?? {}
  const { user } = await whoIsHere()
  if (user && user === data.user) {
    // Asked before: what was just shown must stand there, whatever was read meanwhile
    const before = (await standing()).filter(({ tag }) => tag !== options.tag)
    await registration.showNotification(title, { ...options, renotify: true, data: { ...data, title, navigate } })
    await counted(before).catch(() => {})
  } else {
    await registration.showNotification(data.brand ?? "Portico", { tag: "portico", data: { navigate: "/" } })
  }
}

const standing = async () => await registration.getNotifications?.() ?? []

// The count is the server's: what was read elsewhere is read, and what told of nothing else stands here no longer
const counted = async shown => {
  const telling = shown.filter(({ data }) => data?.threads?.length)
  if (!navigator.setAppBadge && !telling.length) return
  const threads = [...new Set(telling.flatMap(({ data }) => data.threads))]
  const answer = await fetch(`${COUNTS}?shown=${threads}`, { headers: { Accept: "application/json" }, cache: "no-store" })
  await heedIfHere(answer)
  if (!answer.ok || answer.redirected) return
  const { needs, all = needs, read = [] } = await answer.json()
  for (const each of telling) if (each.data.threads.every(id => read.includes(id))) each.close()
  await (all ? navigator.setAppBadge?.(all) : navigator.clearAppBadge?.())
}

// A page counts anew: what it was told of may stand on the screen as well
const recounted = shown => counted(shown).catch(() => {})

const actOf = ({ user, ...facts }) => ({
  id: crypto.randomUUID(), user, method: "POST", files: [], words: "", quiet: false, made: Date.now(), state: "waiting",
  tries: 0, next: 0, broken: 0, held: false, ...facts,
})

// Done in place, as the form of the page would do it; it waits and goes like whatever is done there
const done = async ({ user, entry, project, title, navigate, acts }, action, reply) => {
  const { address, fields, verb } = acts[action]
  const page = navigate.replace(location.origin, "")
  await outbox.carryOut(actOf({
    user, entry, project, address, title, verb, page, words: reply ?? "", fields: reply ? [...fields, ["body", reply]] : fields,
    copy: reply && "waiting",
  }))
}

const pathOf = address => new URL(address, location).pathname

const openPage = async address => {
  const open = await clients.matchAll({ type: "window", includeUncontrolled: true })
  const there = open.find(each => pathOf(each.url) === pathOf(address))
  if (!there) return clients.openWindow(address)
  await there.focus().catch(() => {})
  there.postMessage({ type: "open", address })
}

const answered = async ({ action, notification, reply }) => {
  const { data } = notification
  notification.close()
  // Where the platform has no field to answer in, the page has one
  if (action === "reply" && !reply) return openPage(`${data.navigate.split("#")[0]}#composer`)
  if (data.acts?.[action]) return done(data, action, reply)
  return openPage(data.navigate)
}

// The browser has a new address at its push service: the server is told, by the outbox, too
const moved = async ({ oldSubscription, newSubscription }) => {
  const { user } = await whoIsHere()
  const anew = newSubscription ?? await registration.pushManager.subscribe(oldSubscription.options)
  const { endpoint, keys: { p256dh, auth } } = anew.toJSON()
  const id = crypto.randomUUID()
  if (user) await outbox.carryOut(actOf({ id, entry: id, user, address: "/me/devices/subscriptions", quiet: true,
    fields: Object.entries({ endpoint, p256dh, auth }), title: "", verb: "", page: "/me/devices" }))
}

// Who is signed out is told nothing any more, and what was told goes
const left = async () => {
  for (const each of await registration.getNotifications()) each.close()
  await navigator.clearAppBadge?.()
  await (await registration.pushManager.getSubscription())?.unsubscribe()
}
