// The files of a message: chosen, dropped or pasted, shown as chips, each of which can be taken out again.
// They stand in the field of the form itself, so whoever sends the form sends them; whoever empties the field and says
// "change" empties the chips
portico.behavior("files", box => {
  const form = box.closest("form")
  const [field, camera] = box.querySelectorAll("input[type=file]")
  const list = box.querySelector("ul")
  const problem = box.querySelector("[role=alert]")
  const body = form.querySelector("[name=body]")
  // Where there is nothing else to do on the page, files may be dropped and pasted anywhere on it
  const ground = "wide" in box.dataset ? document : form
  let chosen = []

  const amount = size => {
    const big = size >= 2 ** 20
    const number = size / (big ? 2 ** 20 : 2 ** 10)
    return new Intl.NumberFormat(document.documentElement.lang, {
      style: "unit", unit: big ? "megabyte" : "kilobyte", maximumFractionDigits: number < 10 ? 1 : 0,
    }).format(number)
  }

  const chip = (name, size, remove, kept) => {
    const item = kept ?? document.createElement("li")
    const button = document.createElement("button")
    button.type = "button"
    button.className = "chosen-remove"
    button.setAttribute("aria-label", list.dataset.remove.replace("{}", name))
    button.append("×")
    button.addEventListener("click", () => {
      const at = [...list.children].indexOf(item)
      remove();
      (list.children[Math.min(at, list.children.length - 1)]?.querySelector("button") ?? field).focus()
    })
    if (!kept) {
      item.className = "chosen-file is-new"
      const [title, small] = [document.createElement("span"), document.createElement("small")]
      title.append(name)
      small.append(amount(size))
      item.append(title, small)
    }
    item.append(button)
    return item
  }

  const show = () => {
    list.querySelectorAll(".is-new").forEach(item => item.remove())
    chosen.forEach((file, at) => list.append(chip(file.name, file.size, () => set(chosen.filter((_, each) => each !== at)))))
    if (body) body.required = !list.children.length
    else field.required = !list.children.length
  }

  const set = files => {
    chosen = files
    const all = new DataTransfer()
    files.forEach(file => all.items.add(file))
    field.files = all.files
    show()
  }

  const add = files => {
    const most = Number(box.dataset.most)
    const big = files.find(file => file.size > most)
    problem.hidden = !big
    problem.textContent = big ? box.dataset.tooBig.replace("{}", big.name) : ""
    const all = [...chosen, ...files.filter(file => file.size <= most)]
    set("single" in box.dataset ? all.slice(-1) : all)
    form.closest("details")?.setAttribute("open", "")
  }

  field.addEventListener("input", () => field.files.length || set([]))
  field.addEventListener("change", () => field.files.length ? add([...field.files]) : set([]))
  camera.addEventListener("change", () => {
    const files = [...camera.files]
    camera.value = ""
    add(files)
  })
  ground.addEventListener("paste", event => {
    if (!event.clipboardData.files.length) return
    event.preventDefault()
    add([...event.clipboardData.files])
  })
  ground.addEventListener("dragover", event => {
    if (!event.dataTransfer.types.includes("Files")) return
    event.preventDefault()
    form.classList.add("is-over")
  })
  ground.addEventListener("dragleave", event => { if (!ground.contains(event.relatedTarget)) form.classList.remove("is-over") })
  ground.addEventListener("drop", event => {
    form.classList.remove("is-over")
    if (!event.dataTransfer.files.length) return
    event.preventDefault()
    add([...event.dataTransfer.files])
  })
  form.addEventListener("htmx:after:request", event => {
    const { sourceElement, response } = event.detail.ctx ?? {}
    if (sourceElement === form && response?.status === 201) set([])
  })
  for (const kept of list.querySelectorAll(".chosen-file")) chip(kept.querySelector("span").textContent, 0, () => { kept.remove(); show() }, kept)
  show()
})
