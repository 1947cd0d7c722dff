// The queue in sight: everything that waits, in order, with what can be done about it
const sheetNow = () => document.getElementById("outbox-sheet")
const closeSheet = () => sheetNow()?.close()

const openSheet = async () => {
  await parts()
  document.getElementById("sheet").replaceChildren(part("outbox-sheet"))
  render()
}

const differing = (row, act) => {
  const table = row.querySelector("[data-changed]")
  const changed = Object.values(act.changed ?? {})
  table.hidden = act.state !== "conflict" || !changed.length
  table.tBodies[0].replaceChildren(...changed.map(({ label, yours, theirs }) => {
    const line = document.createElement("tr")
    line.append(...[label, yours || "–", theirs || "–"].map((text, at) => {
      const cell = document.createElement(at ? "td" : "th")
      cell.textContent = text
      return cell
    }))
    return line
  }))
}

const asked = (row, act, doing, button) => {
  const ask = row.querySelector("[data-ask]")
  if (doing === "ask") {
    ask.hidden = false
    ask.querySelector("[data-do=discard]").focus()
  } else if (doing === "unask") {
    ask.hidden = true
    row.querySelector("[data-do=ask]").focus()
  } else {
    doings[doing](acts.find(each => each.id === act.id) ?? act)
    if (doing === "copy") button.textContent = word("copied")
  }
}

const newRow = act => {
  const row = part("outbox-row")
  row.dataset.row = act.id
  row.querySelector("[data-title]").textContent = act.title
  row.querySelector("[data-verb]").textContent = act.verb
  row.querySelector("[data-words]").textContent = act.words
  row.querySelector("[data-words]").hidden = !act.words
  row.querySelector("[data-files]").textContent = act.files.map(file => file.name).join(", ")
  const question = row.querySelector("[data-question]")
  question.textContent = question.textContent.replace("{name}", [act.verb, act.title].join(" · "))
  row.querySelector("[data-sign-in]").href = `/sign-in?next=${encodeURIComponent(location.pathname)}`
  row.addEventListener("click", event => {
    const button = event.target.closest("[data-do]")
    if (button) asked(row, act, button.dataset.do, button)
  })
  return row
}

const fillRow = (row, act) => {
  const state = stateOf(act)
  row.dataset.state = state
  row.querySelector("[data-say]").textContent = word(state)
  row.querySelector("[data-why]").textContent = whyOf(act)
  for (const button of row.querySelectorAll("[data-for]")) {
    button.hidden = !button.dataset.for.split(" ").includes(state) || !act[button.dataset.having ?? "id"].length
  }
  const progress = row.querySelector("progress")
  progress.hidden = !act.files.length || !["sending", "paused"].includes(state)
  progress.value = goneOf(act)
  differing(row, act)
}

const drawSheet = loud => {
  const sheet = sheetNow()
  if (!sheet) return
  const rows = sheet.querySelector("[data-rows]")
  const lost = document.activeElement?.closest("[data-row]")
  for (const row of [...rows.children]) if (!loud.some(act => act.id === row.dataset.row)) row.remove()
  for (const act of loud) {
    const row = rows.querySelector(`[data-row="${act.id}"]`) ?? rows.appendChild(newRow(act))
    fillRow(row, act)
  }
  sheet.querySelector("[data-none]").hidden = loud.length > 0
  // Who just took something off stays in the sheet, also with the keyboard
  if (lost && !lost.isConnected) sheet.querySelector("[data-close]").focus()
}
