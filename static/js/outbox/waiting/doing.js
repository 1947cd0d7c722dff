// What a person can do with an act that waits: try again, choose, change, take it off
const isTaken = act => act.reason === "act_taken"

// Under an id of its own, kept before the old one goes
const renamed = async (act, changes) => {
  const other = { ...act, ...changes, id: uuid() }
  await keep(other)
  await drop("acts", act.id)
  return other
}

const retry = async (id, changes = {}) => {
  const act = acts.find(each => each.id === id)
  const anew = { state: "waiting", tries: 0, next: 0, broken: 0, held: false, paused: false, sentence: "", ...changes }
  // A file that was refused once is another upload the next time
  if (act.state === "refused") anew.files = act.files.map(file => ({ ...file, id: uuid(), sent: false }))
  // Other words under the same id would be taken for a repeat
  await (changes.fields || isTaken(act) ? renamed(act, anew) : change(id, anew))
  await render()
  flush({ user: me, now: true }).then(plan)
}

// Shown what is there now, and chosen nevertheless
const insist = act => retry(act.id, {
  fields: act.fields.map(([name, value]) => [name, name.startsWith("shown_") ? act.changed[name.slice(6)]?.now ?? value : value]),
})

const discard = async id => {
  const { user, entry } = acts.find(each => each.id === id)
  stop(id)
  news?.postMessage({ stop: id })
  await alone(user, entry, () => drop("acts", id))
  tell({ id, user, state: "discarded" })
}

const pause = async id => {
  await change(id, { paused: true })
  stop(id)
  news?.postMessage({ stop: id })
  render()
}

const formFor = act => [...document.querySelectorAll("form")].find(form =>
  joins(form) && pathOf(form) === act.address && (form.elements._method?.value ?? "POST") === act.method)

// Back where it was written, with its files: into its form here, or on the page that has one. Until it is sent anew it
// stays on the device as it was; and under its id, as the server may have it already though no answer came
const edit = async act => {
  const form = formFor(act)
  if (!form) return location.assign(`${act.page}#outbox=${act.id}`)
  if (isTaken(act)) act = await renamed(act, { reason: "", state: "waiting" })
  form.hidden = false
  for (const choice of form.querySelectorAll("[type=checkbox]")) choice.checked = false
  fill(form, act.fields)
  holds(form, act)
  await saveDraft(form)
  await pause(act.id)
  const field = form.querySelector("textarea") ?? form.querySelector("input:not([type=hidden])")
  field?.focus()
}

const editOpened = () => {
  const id = location.hash.match(/^#outbox=(.+)/)?.[1]
  const act = id && acts.find(each => each.id === id)
  if (!act || !formFor(act)) return
  history.replaceState(null, "", location.pathname + location.search)
  edit(act)
}

const doings = {
  retry: act => retry(act.id),
  mine: insist,
  theirs: act => discard(act.id),
  edit: async act => { closeSheet(); await edit(act) },
  copy: act => navigator.clipboard.writeText(act.words),
  pause: act => pause(act.id),
  discard: act => discard(act.id),
}
