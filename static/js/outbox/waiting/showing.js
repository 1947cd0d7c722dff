// Waiting acts on the page: a message as it will look, anything else as a note at what it is about
const stateOf = act => {
  if (sending.has(act.id)) return "sending"
  if (act.paused) return "paused"
  // A session that is over is over for all of them, whichever heard it: one may wait in line behind another
  if (act.state === "waiting" && acts.some(each => each.state === "signed_out")) return "signed_out"
  return act.state === "conflict" && !Object.keys(act.changed).length ? "refused" : act.state
}
// What changed stands in the sheet, value by value
const whyOf = act => stateOf(act) === "conflict" ? ""
  : act.sentence || (act.state === "refused" ? word(`status-${act.status}`) || word("status") : "")

const newCopy = act => {
  const form = [...document.querySelectorAll("form[data-outbox-copy]")].find(each => pathOf(each) === act.address)
  const template = form && document.getElementById(act.copy)
  if (!template) return null
  const copy = document.importNode(template.content.firstElementChild, true)
  const lane = act.fields.find(([name]) => name === "lane")?.[1]
  copy.id = `m-${act.id}`
  copy.dataset.act = act.id
  copy.classList.remove("is-internal")
  copy.classList.add(`is-${lane}`, "is-waiting")
  if (lane !== "internal") copy.querySelector(".lane")?.remove()
  const time = copy.querySelector("time")
  time.dateTime = new Date(act.made).toISOString()
  time.textContent = new Date(act.made).toLocaleTimeString(root.lang, { timeStyle: "short" })
  copy.querySelector(".message-body").textContent = act.words
  for (const file of act.files.filter(each => each.type.startsWith("image/"))) {
    const picture = document.createElement("img")
    picture.src = URL.createObjectURL(file.blob)
    picture.alt = file.name
    copy.querySelector(".message-body").append(picture)
  }
  document.getElementById("arrivals").append(copy)
  return copy
}

const placesOf = act => {
  const its = document.getElementById(`m-${act.copy ? act.id : act.address.split("/").pop()}`)
  // Sent already, and only the answer was lost: it stands there as it is
  if (act.copy && its && !its.dataset.act) return []
  if (act.copy || its) return [its ?? newCopy(act)].filter(Boolean)
  const about = act.entry === act.id ? act.project : act.entry
  const noted = [...document.querySelectorAll(`:not(form)[data-outbox-entry="${about}"]`)]
  const form = here.get(act.id)
  return noted.length || !form?.isConnected ? noted : [form]
}

// How much of its files has gone: files come one after the other
const goneOf = act => {
  const { file, part = 0 } = sending.get(act.id) ?? {}
  const all = act.files.reduce((sum, each) => sum + each.size, 0)
  const gone = act.files.reduce((sum, each) => sum + (each.sent ? each.size : each.id === file ? each.size * part : 0), 0)
  return all && gone / all
}
const partOf = act => goneOf(act) ? new Intl.NumberFormat(root.lang, { style: "percent" }).format(goneOf(act)) : ""

const noted = (place, act) => {
  let note = place.querySelector(`.outbox-note[data-act="${act.id}"]`)
  if (!note) {
    note = part("outbox-note")
    note.dataset.act = act.id
    note.querySelector("button").addEventListener("click", openSheet)
    place.append(note)
    if (act.copy && here.has(act.id)) place.scrollIntoView({ block: "nearest" })
  }
  const state = stateOf(act)
  note.dataset.state = state
  note.querySelector("[data-verb]").textContent = act.copy ? "" : [act.verb, act.words].filter(Boolean).join(": ")
  note.querySelector("[data-say]").textContent = [word(state), partOf(act), whyOf(act)].filter(Boolean).join(". ")
}

const draw = async loud => {
  // What stands in its form again stands nowhere else
  const shown = loud.filter(({ id }) => !holder(id))
  const places = shown.map(act => [act, placesOf(act)])
  for (const [act, [copy]] of places) copy?.classList.toggle("is-refused", ["refused", "conflict"].includes(act.state))
  // What waits stays below all that has arrived
  for (const [act, [copy]] of places) if (act.copy && copy?.parentElement.querySelector(`#${copy.id} ~ .message:not(.is-waiting)`)) copy.parentElement.append(copy)
  for (const seen of document.querySelectorAll("[data-act]")) {
    if (!shown.some(act => act.id === seen.dataset.act) && !settling.has(seen.dataset.act)) seen.remove()
  }
  if (loud.length) {
    await parts()
    for (const [act, all] of places) for (const place of all) noted(place, act)
  }
  drawBar(loud)
  drawSheet(loud)
}

const drawBar = loud => {
  const young = act => act.state === "waiting" && !act.tries && Math.abs(Date.now() - act.made) < SOON
  const late = loud.filter(act => !young(act))
  let badge = bar.querySelector("button")
  if (!late.length) return badge?.remove()
  if (!badge) {
    badge = part("outbox-badge")
    badge.addEventListener("click", openSheet)
    bar.append(badge)
  }
  const wrong = late.some(act => ["refused", "conflict", "signed_out"].includes(stateOf(act)))
  const said = word(wrong ? "badge-wrong" : "badge").replace("{count}", late.length)
  badge.classList.toggle("is-wrong", wrong)
  if (badge.querySelector("[data-say]").textContent === said) return
  badge.querySelector("[data-count]").textContent = late.length
  badge.querySelector("[data-say]").textContent = said
}
