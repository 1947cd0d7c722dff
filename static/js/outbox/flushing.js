// Sends what waits: in order within an entry, one flight at a time, whichever tab or worker begins it
const PASSING = [401, 408, 419, 425, 429]
const LONGEST = 15 * 60000
const PATIENCE = 5
// By entry: whether the next flight goes at once, or with what is due
const queued = new Map()
const news = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel("portico-outbox")
let heard = () => {}

const tell = said => {
  news?.postMessage(said)
  heard(said)
}
const tellOf = (act, more) => tell({ id: act.id, user: act.user, entry: act.entry, address: act.address, quiet: act.quiet, ...more })

const stop = id => stopping.get(id)?.abort()
if (news) news.onmessage = event => event.data.stop ? stop(event.data.stop) : heard(event.data)

const open = act => !act.paused && ["waiting", "signed_out"].includes(act.state)
// What stands further ahead than we ever wait was written by another clock
const due = (act, now) => now && !act.held || act.next <= Date.now() || act.next > Date.now() + LONGEST

const outcomeOf = ({ status, outcome, anothers }) => {
  if (anothers) return "waiting"
  if (status >= 200 && status < 300) return outcome === "stored" ? "stored" : "waiting"
  if (status === 409) return "conflict"
  if (status === 401) return "signed_out"
  return status >= 400 && status < 500 && !PASSING.includes(status) ? "refused" : "waiting"
}

const later = (act, { status, headers }) => {
  const tries = act.tries + 1
  const asked = Number(headers?.get("Retry-After")) * 1000 || 0
  const wait = Math.min(LONGEST / 3, 1000 * 2 ** tries) * (0.5 + Math.random() / 2)
  return { tries, next: Date.now() + Math.min(LONGEST, Math.max(asked, wait)), held: asked > 0, broken: act.broken + (status === 500) }
}

// What the answer makes of it. One that the server breaks on again and again steps aside: others wait behind it
const settle = async (act, answer) => {
  let state = outcomeOf(answer)
  // Where somebody had read to is not worth their attention
  if (state === "stored" || act.quiet && ["refused", "conflict"].includes(state)) {
    await followed(act, answer.now)
    tellOf(act, { state, location: answer.location, entry: answer.entry ?? act.entry, asks: answer.asks })
    return state
  }
  if (answer.anothers) {
    // Asked again when its writer may be back, not each second
    await change(act.id, { next: Date.now() + 60000 })
    tellOf(act, { state })
    return state
  }
  const waits = ["waiting", "signed_out"].includes(state) ? later(act, answer) : {}
  if (waits.broken >= PATIENCE) state = "refused"
  const { reason = "", sentence = "", fields: wrong = {}, changed = {} } = answer
  await change(act.id, { ...waits, state, status: answer.status, reason, sentence, wrong, changed })
  tellOf(act, { state })
  return state
}

// It is done. What its writer did after it was done knowing it, so that their own change is no conflict to them
const followed = (act, now = {}) => within("acts", "readwrite", store => {
  store.delete(act.id)
  store.getAll().onsuccess = event => {
    for (const after of event.target.result.filter(each => each.user === act.user && each.entry === act.entry)) {
      const fields = after.fields.map(([name, value]) => {
        const known = name.startsWith("shown_") && act.fields.some(field => field[0] === name && field[1] === value)
        return [name, known ? now[name.slice(6)] ?? value : value]
      })
      store.put({ ...after, fields })
    }
  }
})

const drain = async (user, entry, now) => {
  for (;;) {
    const act = (await actsOf(user)).find(each => each.entry === entry && open(each))
    if (!act || !due(act, now)) return
    tellOf(act, { state: "sending" })
    const state = await settle(act, await deliver(act))
    if (["waiting", "signed_out"].includes(state)) return
  }
}

const alone = (user, entry, work) => {
  const name = `portico-outbox-${user}-${entry}`
  return globalThis.navigator.locks ? navigator.locks.request(name, work) : work()
}

// Entries do not wait for each other: a word here goes while a film goes there
const flush = async ({ user, now = false } = {}) => {
  const lanes = new Map((await actsOf(user)).filter(open).map(act => [`${act.user} ${act.entry}`, act]))
  await Promise.all([...lanes].map(([name, act]) => {
    const waits = queued.has(name)
    queued.set(name, queued.get(name) || now)
    return !waits && alone(act.user, act.entry, () => {
      const atOnce = queued.get(name)
      queued.delete(name)
      return drain(act.user, act.entry, atOnce)
    })
  }))
  return (await actsOf(user)).filter(open)
}
