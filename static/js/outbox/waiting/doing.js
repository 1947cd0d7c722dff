// What a person can do with an act that waits: try again, choose, change, take it off
const isTaken = act => act.reason === "act_taken"

// Under an id of its own, kept before the old one goes
const renamed = async (act, changes) => {
  const other = { ...act, ...changes, id: uuid() }
  await keep(other)
  await drop("acts", act.id)
  return other
}

const retry = async (act, changes = {}) => {
  const anew = { state: "waiting", tries: 0, next: 0, broken: 0, held: false, paused: false, sentence: "", ...changes }
  // A file that was refused once is another upload the next time
  if (act.state === "refused") anew.files = act.files.map(file => ({ ...file, id: uuid(), sent: false }))
  // Other words under the same id would be taken for a repeat
  await (changes.fields || isTaken(act) ? renamed(act, anew) : change(act.id, anew))
  await render()
  flush({ user: me, now: true }).then(plan)
}

// Shown what is there now, and chosen nevertheless
const insist = act => retry(act, {
  fields: act.fields.map(([name, value]) => [name, name.startsWith("shown_") ? act.changed[name.slice(6)]?.now ?? value : value]),
})

const discard = async ({ id, user, entry }) => {
  delete holder(id)?.dataset.outboxAct
  stop(id)
  news?.postMessage({ stop: id })
  await alone(user, entry, () => drop("acts", id))
  tell({ id, user, state: "discarded" })
}

const pause = async ({ id }) => {
  await change(id, { paused: true })
  stop(id)
  news?.postMessage({ stop: id })
  render()
}

const holder = id => document.querySelector(`form[data-outbox-act="${id}"]`)

const formFor = act => [...document.querySelectorAll("form")].find(form =>
  joins(form) && pathOf(form) === act.address && (form.elements._method?.value ?? "POST") === act.method)

// Back where it was written, with its files: into its form here, or on the page that has one. Until it is sent anew it
// stays on the device as it was; and under its id, as the server may have it already though no answer came
const edit = async act => {
  const form = formFor(act)
  if (!form) return location.assign(`${act.page}#outbox=${act.id}`)
  closeSheet()
  if (form !== holder(act.id)) await takeUp(form, act)
  const field = form.querySelector("textarea") ?? form.querySelector("input:not([type=hidden])")
  field?.focus()
}

// Words that are half written there for the same readers stay, below those that come back; whatever else is goes first
const takeUp = async (form, act) => {
  const half = written(form)
  const lane = act.fields.find(([name]) => name === "lane")?.[1] ?? ""
  form.hidden = false
  form.querySelector(".outbox-full")?.remove()
  if (half.length && (form.dataset.outboxAct || laneOf(form) !== lane || half.some(({ type }) => type !== "textarea"))) {
    unfold(form)
    return saying(form, "outbox-half")
  }
  if (isTaken(act)) act = await renamed(act, { reason: "", state: "waiting" })
  for (const choice of form.querySelectorAll("[type=checkbox]")) choice.checked = false
  fill(form, act.fields.map(([name, value]) => [name, [value, half.find(field => field.name === name)?.value].filter(Boolean).join("\n\n")]))
  holds(form, act)
  await saveDraft(form)
  await pause(act)
}

const editOpened = () => {
  const id = location.hash.match(/^#outbox=(.+)/)?.[1]
  const act = id && acts.find(each => each.id === id)
  if (!act || !formFor(act)) return
  history.replaceState(null, "", location.pathname + location.search)
  edit(act)
}

const doings = {
  retry,
  mine: insist,
  theirs: discard,
  edit,
  copy: act => navigator.clipboard.writeText(act.words),
  pause,
  discard,
}
