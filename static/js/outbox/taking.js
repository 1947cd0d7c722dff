// Forms hand their acts over before anything is sent: whatever happens next, the words are on the device
const ROOM = 20 * 2 ** 20
const goingOn = new WeakSet()
const here = new Map()

const uuid = () => crypto.randomUUID()
const pathOf = form => new URL(form.action).pathname
const joins = form => form.dataset?.behavior?.split(" ").includes("outbox")
const worded = field => ["textarea", "text", "number", "date"].includes(field.type)
// What only proves that a person acted is no word of theirs
const said = field => worded(field) && !field.closest(".deliberate-digits, .deliberate-decoy")

const wordsOf = form => [...form.elements].flatMap(field => {
  if (said(field)) return field.value.trim() || []
  return field.type === "checkbox" && field.checked ? field.labels[0]?.textContent.trim() || [] : []
}).join("\n")

const readForm = (form, submitter) => {
  const { outboxTitle, outboxVerb, outboxCopy, outboxQuiet, outboxBrought, outboxAct } = form.dataset
  const about = form.closest("[data-outbox-entry]")
  // When it was done, be it hours before it arrives
  if (form.elements.made_at) form.elements.made_at.value = new Date().toISOString()
  const all = [...new FormData(form, submitter)].filter(([name]) => name !== "csrf_token" && name !== "act")
  const files = all.filter(([, value]) => value instanceof File && value.size)
  const id = outboxAct ?? (form.elements.act.value || uuid())
  const address = pathOf(form)
  const [, project, entry, money] = address.match(/projects\/([^/]+)(?:\/(?:entries|items|documents|changes)\/([^/]+)|(\/budget|\/spendings))?/) ?? []
  return {
    id, user: me, entry: entry ?? (money ? project : id), project, address,
    method: form.elements._method?.value ?? "POST", fields: all.filter(([, value]) => typeof value === "string"),
    files: files.map(([field, blob]) => ({ id: uuid(), field, name: blob.name, type: blob.type, size: blob.size, blob })),
    words: wordsOf(form), title: outboxTitle ?? about?.querySelector("h1, h3")?.textContent.trim() ?? document.title,
    verb: outboxVerb ?? (submitter ?? form.querySelector("[type=submit]"))?.textContent.trim(),
    copy: outboxCopy, brought: outboxBrought, quiet: outboxQuiet !== undefined, page: form.closest("[data-outbox-page]")?.dataset.outboxPage ?? location.pathname + location.search,
    made: Date.now(), state: "waiting", tries: 0, next: 0, broken: 0, held: false,
  }
}

const dropFiles = form => {
  for (const field of form.querySelectorAll("[type=file]")) {
    field.value = ""
    field.dispatchEvent(new Event("change", { bubbles: true }))
  }
}

const emptied = form => {
  delete form.dataset.outboxBrought
  delete form.dataset.outboxAct
  form.elements.act.value = uuid()
  for (const field of form.elements) {
    if (worded(field)) field.value = field.defaultValue
  }
  dropFiles(form)
  form.querySelector("textarea")?.dispatchEvent(new Event("input", { bubbles: true }))
  for (const fold of [form.closest("details"), ...form.querySelectorAll("details")]) fold?.removeAttribute("open")
  form.closest("dialog")?.close()
}

const take = async (form, submitter) => {
  // Read at once: what proves that a button was held is gone a moment later
  const act = readForm(form, submitter)
  if (!await fits(form)) return
  pass ??= { user: me, csrf: form.elements.csrf_token.value }
  here.set(act.id, form)
  try {
    await keep(act)
  } catch {
    // Nothing can be kept here: it goes at once or not at all, as it did before there was an outbox
    goingOn.add(form)
    return form.requestSubmit(submitter)
  }
  // Before it is shown, which may take a while: what is written meanwhile is something else, and stays
  shown?.then(({ forget }) => forget(form), () => {})
  emptied(form)
  if (act.quiet || "outboxAway" in form.dataset) form.hidden = true
  news?.postMessage({ id: act.id, user: me, state: "added" })
  // Shown first; but what shows it may be slow to come, and the words shall not wait for it
  await Promise.race([render(), new Promise(done => setTimeout(done, SOON))])
  setTimeout(render, SOON)
  wake()
}

const joined = form => me && form.matches?.("form") && joins(form) && !goingOn.has(form)

addEventListener("submit", event => {
  const form = event.target
  if (!joined(form)) return joins(form) && goingOn.delete(form)
  event.preventDefault()
  event.stopImmediatePropagation()
  take(form, event.submitter)
}, true)

// What htmx would send without a submit, once something has been seen
addEventListener("htmx:before:request", event => {
  const form = event.detail.ctx.sourceElement
  if (!joined(form)) return
  event.preventDefault()
  take(form)
})

// Said before a photo is accepted, not after: it has to be kept here until it is sent
const fits = async form => {
  const size = [...form.elements].flatMap(field => [...field.files ?? []]).reduce((sum, file) => sum + file.size, 0)
  const { quota, usage } = size && await navigator.storage?.estimate?.() || {}
  form.querySelector(".outbox-full")?.remove()
  if (!(quota - usage < size + ROOM)) return true
  dropFiles(form)
  await (await shows()).sayFull(form)
  return false
}

addEventListener("change", event => {
  const { type, form, files } = event.target
  if (type === "file" && files.length && form && joined(form)) fits(form)
})
