// One stream tells all open tabs of an app what changed, by kinds and ids; each fetches what it shows. Whoever holds the lock
// has the stream and passes on what it hears; when that tab goes, the next one goes on where it stopped.
const { user, live: made } = document.documentElement.dataset
const NAME = `portico-live-${user}`
const QUIET = 50000
const HIDDEN = 300000

if (made && window.EventSource) {
  const channel = window.BroadcastChannel && navigator.locks ? new BroadcastChannel(NAME) : null
  const began = Date.now() - performance.now()
  let cursor = made
  let source = null
  let release = null
  let heard = 0
  let wait = 30000
  let hiddenSince = document.hidden ? Date.now() : 0
  const recent = []

  const told = text => document.dispatchEvent(new CustomEvent("portico:live", { detail: text === "again" ? text : JSON.parse(text) }))

  const pass = (text, id) => {
    const now = Date.now()
    cursor = id || cursor
    recent.push([now, text])
    while (recent.length > 200 || recent[0]?.[0] < now - 60000) recent.shift()
    channel?.postMessage({ text, cursor })
    told(text)
  }

  const stop = () => {
    source?.close()
    source = null
  }
  const open = () => {
    stop()
    heard = Date.now()
    source = new EventSource(`/live?since=${encodeURIComponent(cursor)}`)
    const noting = act => event => { heard = Date.now(); act(event) }
    source.onmessage = noting(event => pass(event.data, event.lastEventId))
    source.addEventListener("again", noting(event => pass("again", event.lastEventId)))
    source.addEventListener("beat", noting(event => {
      wait = 30000
      cursor = event.lastEventId || cursor
      channel?.postMessage({ cursor })
    }))
    source.addEventListener("bye", stop)
    source.onerror = () => {
      // The browser comes again by itself, unless it was told not to
      if (source?.readyState !== EventSource.CLOSED) return
      stop()
      heard = Date.now() + wait - QUIET
      wait = Math.min(wait * 2, 300000)
    }
  }

  const wanted = () => !hiddenSince || Date.now() - hiddenSince < HIDDEN
  const lead = () => new Promise(done => {
    release = done
    open()
  })
  let asked = null
  const compete = steal => {
    if (asked && !steal) return
    asked?.abort()
    const mine = asked = new AbortController()
    if (!channel) return open()
    // Taken by force from a tab that sleeps with it; when it wakes up its stream is over
    navigator.locks.request(NAME, steal ? { steal } : { signal: mine.signal }, lead).catch(why => why).then(why => {
      if (asked !== mine) return
      stop()
      asked = release = null
      // It lines up again, for when that tab goes
      if (why?.name === "AbortError") compete()
    })
  }
  const giveUp = () => {
    asked?.abort()
    asked = null
    stop()
    release?.()
    release = null
  }

  if (channel) channel.onmessage = ({ data }) => {
    if (data.since) {
      if (source) for (const [at, text] of recent) if (at >= data.since) channel.postMessage({ to: data.from, text, cursor })
      if (source) channel.postMessage({ to: data.from, here: true, cursor })
      return
    }
    if (data.to && data.to !== me) return
    if (data.to || data.text) answered = true
    cursor = data.cursor
    if (data.text) told(data.text)
  }
  const me = Math.random().toString(36).slice(2)
  let answered = false
  const greet = () => {
    answered = false
    channel?.postMessage({ since: began, from: me })
    // A tab that sleeps keeps the lock and hears nothing: it is taken from it
    setTimeout(() => { if (channel && asked && !source && !answered && !document.hidden) compete(true) }, 3000)
  }

  const start = () => {
    compete()
    greet()
  }
  addEventListener("pagehide", giveUp)
  addEventListener("pageshow", event => event.persisted && start())
  document.addEventListener("visibilitychange", () => {
    hiddenSince = document.hidden ? Date.now() : 0
    if (!document.hidden) asked ? greet() : start()
  })
  addEventListener("online", () => source && open())
  setInterval(() => {
    if (!wanted()) giveUp()
    else if (asked && (release || !channel) && Date.now() - heard > QUIET && navigator.onLine) open()
  }, 5000)
  start()
}
