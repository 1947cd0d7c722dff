// What another app shared waits on this device until its thread is chosen, and stays until it is sent from there
const sharedOnes = async () => (await everything("shared")).filter(each => (each.user ?? me) === me).sort((a, b) => b.made - a.made)

const showBrought = (place, { words, files }) => {
  place.querySelector("[data-words]").textContent = words
  place.querySelector("[data-files]").replaceChildren(...files.map(({ blob, name, type }) => {
    const line = document.createElement("li")
    if (type.startsWith("image/")) {
      const picture = document.createElement("img")
      picture.src = URL.createObjectURL(blob)
      picture.alt = ""
      line.append(picture)
    }
    line.append(name)
    return line
  }))
  place.hidden = false
}

const showsBrought = async place => {
  const [brought] = await sharedOnes()
  if (!brought) return
  showBrought(place, brought)
  for (const link of document.querySelectorAll("a[data-thread]")) link.hash = `shared=${brought.id}`
  place.querySelector("[data-drop]").addEventListener("click", async () => {
    await drop("shared", brought.id)
    for (const link of document.querySelectorAll("a[data-thread]")) link.hash = "composer"
    place.hidden = true
  })
}

const carry = async () => {
  const id = location.hash.match(/^#shared=(.+)/)?.[1]
  const form = id && document.querySelector("form.composer")
  const brought = form && (await sharedOnes()).find(each => each.id === id)
  if (!brought) return
  const { body } = form.elements
  if (!body.value.includes(brought.words)) body.value = [body.value, brought.words].filter(Boolean).join("\n")
  body.dispatchEvent(new Event("input", { bubbles: true }))
  choose(form, brought.files)
  form.dataset.outboxBrought = id
  form.scrollIntoView({ block: "end" })
  body.focus()
}
