// A sheet opens when it arrives and leaves the page when it is closed
const closeAll = () => document.querySelectorAll("dialog.sheet[open]").forEach(sheet => sheet.close())

portico.behavior("sheet", sheet => {
  if (!sheet.open) sheet.showModal()
  sheet.addEventListener("close", () => sheet.remove())
  sheet.querySelectorAll("[data-close]").forEach(button => button.addEventListener("click", () => sheet.close()))
  sheet.addEventListener("click", event => {
    const written = [...sheet.querySelectorAll("textarea, input[type=text]")].some(field => field.value !== field.defaultValue)
    if (event.target === sheet && !written) sheet.close()
  })
})

// htmx lends a newcomer the attributes of its namesake and takes them back, `open` with them: a sheet that a form
// answered with stays open
addEventListener("htmx:after:settle", () => document.querySelectorAll("dialog.sheet[data-behavior=sheet]:not([open])").forEach(sheet => sheet.showModal()))

// The server says so in HX-Trigger when what the sheet was for is done
addEventListener("sheet:close", closeAll)
