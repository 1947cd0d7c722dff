// What is typed and not sent yet survives: per form and lane, on this device, for this person
const timers = new WeakMap()
const drafting = new WeakSet()

const laneOf = form => form.elements.lane?.value ?? ""
const placeOf = form => `${new URL(form.action).pathname} ${form.elements._method?.value ?? ""}`
const written = form => [...form.elements].filter(field => said(field) && field.value !== field.defaultValue)
const keepsDrafts = () => me && root.dataset.copies !== "off"

const saveDraft = (form, lane = laneOf(form)) => {
  clearTimeout(timers.get(form))
  timers.delete(form)
  if (!keepsDrafts()) return
  const place = placeOf(form)
  const key = `${place} ${lane}`
  const values = Object.fromEntries(written(form).map(field => [field.name, field.value]))
  if (!Object.keys(values).length) return drop("drafts", [me, key]).catch(() => {})
  const draft = { user: me, key, place, lane, values, act: form.dataset.outboxAct, title: form.dataset.outboxTitle ?? document.title, made: Date.now() }
  return within("drafts", "readwrite", store => store.put(draft)).catch(() => {})
}

const forget = form => {
  clearTimeout(timers.get(form))
  return drop("drafts", [me, `${placeOf(form)} ${laneOf(form)}`]).catch(() => {})
}

const unfold = form => form.closest("details")?.setAttribute("open", "")

// Only what a person can write or choose, and only what is offered: a lane that is closed stays closed
const fill = (form, values) => {
  for (const field of form.elements) {
    const its = values.filter(([name]) => name === field.name).map(([, value]) => value)
    if (field.type === "checkbox" || field.type === "radio") {
      if (its.length) field.checked = its.includes(field.value)
    } else if (its.length && (worded(field) || field.type === "select-one")) {
      field.value = its[0]
      field.dispatchEvent(new Event("input", { bubbles: true }))
    }
  }
  unfold(form)
}

const choose = (form, files) => {
  const field = form.querySelector("[type=file]")
  if (!field || !files.length) return
  const all = new DataTransfer()
  for (const { blob, name, type } of files) all.items.add(new File([blob], name, { type }))
  field.files = all.files
  field.dispatchEvent(new Event("change", { bubbles: true }))
}

// What is sent from there takes the place of this act
const holds = (form, { id, files }) => {
  if (form.dataset.outboxAct !== id) choose(form, files)
  form.dataset.outboxAct = id
}

// The words come back in the lane they were written for, never in another
const restoreDraft = async (form, lane) => {
  if (!keepsDrafts() || written(form).length) return
  const found = (await drafts()).filter(draft => draft.place === placeOf(form) && (lane === undefined || draft.lane === lane))
  const draft = found.sort((a, b) => b.made - a.made)[0]
  if (!draft || written(form).length) return
  if (draft.lane && ![...form.querySelectorAll("[name=lane]")].some(choice => choice.value === draft.lane)) return
  fill(form, [["lane", draft.lane], ...Object.entries(draft.values)])
  if (draft.act) holds(form, (await actsOf(me)).find(({ id }) => id === draft.act) ?? { id: draft.act, files: [] })
}

// What was typed before this was here is kept at once
const startDrafts = form => {
  if (drafting.has(form)) return
  drafting.add(form)
  let lane = laneOf(form)
  form.addEventListener("input", event => {
    if (!worded(event.target)) return
    clearTimeout(timers.get(form))
    timers.set(form, setTimeout(saveDraft, 250, form))
  })
  form.addEventListener("change", ({ target: { name, type, value } }) => {
    // Emptied and left: what is written next is something else, and what waits stands in its place again
    if (type === "textarea" && !value && form.dataset.outboxAct && !form.querySelector("[type=file]")?.value) {
      delete form.dataset.outboxAct
      render()
    }
    if (name !== "lane") return
    const before = lane
    lane = laneOf(form)
    if (!written(form).length) {
      // Emptied a moment ago: what was kept of it there goes as well
      if (timers.has(form)) saveDraft(form, before)
      return restoreDraft(form, lane)
    }
    drop("drafts", [me, `${placeOf(form)} ${before}`]).then(() => saveDraft(form), () => {})
  })
  document.addEventListener("visibilitychange", () => form.isConnected && document.hidden && written(form).length && saveDraft(form))
  if (keepsDrafts()) (written(form).length ? saveDraft(form) : restoreDraft(form)).catch(() => {})
}

[...document.forms].filter(joins).forEach(startDrafts)
