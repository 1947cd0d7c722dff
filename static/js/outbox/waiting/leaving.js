// Signing out takes along what is on this device, but asks about words that nobody has read yet
const forgetMe = async () => {
  for (const name of ["acts", "drafts", "shared"]) {
    await within(name, "readwrite", store => {
      store.openCursor().onsuccess = event => {
        const cursor = event.target.result
        if (!cursor) return
        if ((cursor.value.user ?? me) === me) cursor.delete()
        cursor.continue()
      }
    })
  }
}

const leave = async form => {
  await forgetMe().catch(() => {})
  goOn(form)
}

// What nobody has read yet is named before it goes
const askToLeave = async form => {
  const waiting = (await actsOf(me).catch(() => [])).filter(act => !act.quiet)
  const typed = await drafts().catch(() => [])
  if (!waiting.length && !typed.length) return leave(form)
  await parts()
  const question = part("outbox-leave")
  for (const [name, count] of [["waiting", waiting.length], ["drafts", typed.length]]) {
    const line = question.querySelector(`[data-${name}]`)
    line.hidden = !count
    line.textContent = line.textContent.replace("{count}", count)
  }
  question.querySelector("[data-list]").replaceChildren(...[...waiting, ...typed].map(each => {
    const line = document.createElement("li")
    line.textContent = [each.title, each.words ?? Object.values(each.values).join(" ")].filter(Boolean).join(": ")
    return line
  }))
  question.querySelector("[data-leave]").addEventListener("click", () => leave(form))
  document.getElementById("sheet").replaceChildren(question)
}
