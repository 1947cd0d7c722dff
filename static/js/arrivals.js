// What others write joins the end of a thread, below all that is being read; a button leads there when it is out of sight
const words = () => document.getElementById("live-words").dataset
const messages = thread => [...thread.querySelectorAll(".message:not(.is-waiting, .is-refused)")]

portico.behavior("arrivals", log => {
  const thread = log.closest(".thread")
  const news = thread.querySelector(".thread-news")
  let unseen = new Set()

  const tell = () => {
    news.hidden = !unseen.size
    // Over the composer, however high that is just now
    news.style.insetBlockEnd = `calc(var(--bar) + ${(thread.querySelector(".composer")?.offsetHeight ?? 0) + 12}px)`
    if (unseen.size) news.firstElementChild.textContent = words()[unseen.size === 1 ? "newOne" : "newMany"].replace("{n}", unseen.size)
  }
  // Where one writes covers the end of the thread: what lies under it is not seen
  const covered = () => Math.max(0, innerHeight - (thread.querySelector(".composer")?.getBoundingClientRect().top ?? innerHeight))
  const look = records => {
    for (const { isIntersecting, target } of records) {
      if (!isIntersecting) continue
      unseen.delete(target)
      seen.unobserve(target)
      clearTimeout(marking)
      marking = setTimeout(mark, 1000 + Math.random() * 1000)
    }
    tell()
  }
  // Once all that arrived was on the screen, its reader has read up to there
  let marking
  const mark = () => {
    const form = thread.querySelector("[data-arrived]")
    if (!form || unseen.size) return
    form.elements.message.value = messages(thread).at(-1).id.slice(2)
    form.requestSubmit()
  }
  let seen = new IntersectionObserver(look)
  const watch = () => {
    seen.disconnect()
    seen = new IntersectionObserver(look, { rootMargin: `0px 0px ${-Math.ceil(covered())}px 0px`, threshold: 0.1 })
    unseen.forEach(message => seen.observe(message))
  }
  // One's own copy that waited gives way to what was stored; whatever came twice stays where it came first
  const once = () => {
    const known = new Map()
    for (const message of thread.querySelectorAll(".message[id]")) {
      const twin = known.get(message.id)
      if (!twin) known.set(message.id, message)
      else if (twin.matches(".is-waiting, .is-refused")) { twin.remove(); known.set(message.id, message) }
      else message.remove()
    }
  }
  new MutationObserver(once).observe(log, { childList: true })

  const settle = before => {
    once()
    for (const message of messages(thread)) {
      if (before.has(message) || message.querySelector(".message-act")) continue
      unseen.add(message)
    }
    unseen = new Set([...unseen].filter(message => message.isConnected))
    watch()
    thread.querySelector(".thread-empty")?.remove()
    const after = thread.querySelector("[name=after]")
    if (after && messages(thread).length) after.value = messages(thread).at(-1).id.slice(2)
    requestAnimationFrame(tell)
  }

  // One message anew, unless it is being edited
  const renew = message => {
    if (!message || message.matches(".message-edit")) return
    const address = log.dataset.from.replace("arrivals", message.id.slice(2))
    return htmx.ajax("GET", address, { source: message, target: message, swap: "outerMorph", headers: { "X-Fresh": "1" } })
  }

  let asking = false
  let again = false
  log.addEventListener("fresh", async event => {
    event.preventDefault()
    const { kind, more } = event.detail ?? {}
    if (kind === "message") return renew(document.getElementById(`m-${more}`))
    if (kind === "seen") return renew(messages(thread).filter(message => message.matches(".is-shared")).at(-1))
    if (asking) { again = true; return }
    asking = true
    const before = new Set(messages(thread))
    const last = messages(thread).at(-1)?.id.slice(2)
    try {
      await htmx.ajax("GET", `${log.dataset.from}${last ? `?after=${last}` : ""}`, { source: log, target: log, swap: "beforeend", headers: { "X-Fresh": "1" } })
    } finally {
      settle(before)
      document.dispatchEvent(new CustomEvent("portico:arrived"))
      asking = false
      if (again) { again = false; log.dispatchEvent(new CustomEvent("fresh", { cancelable: true })) }
    }
  })
  news.addEventListener("click", () => [...unseen][0]?.scrollIntoView({ block: "center", behavior: "smooth" }))
})
