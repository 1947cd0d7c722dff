// A discussion opens where its reader stopped: at the first new message, else at the last one
portico.behavior("newest", box => {
  if (location.hash || location.search) return
  const mark = box.querySelector("#new") ?? [...box.querySelectorAll(".message")].at(-1)
  mark?.scrollIntoView({ block: mark.id === "new" ? "start" : "end" })
})
