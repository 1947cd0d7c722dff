// A wait over 400 ms shows itself; installed apps have no browser bar that would
const bar = document.createElement("div")
bar.className = "busy"
bar.setAttribute("aria-hidden", "true")
let waiting = 0
let timer

const begin = () => {
  waiting += 1
  timer ??= setTimeout(() => document.body.append(bar), 400)
}

const end = () => {
  waiting = Math.max(0, waiting - 1)
  if (waiting) return
  clearTimeout(timer)
  timer = undefined
  bar.remove()
}

addEventListener("htmx:before:request", begin)
addEventListener("htmx:finally:request", end)
// A page that is still there after a while was not left: a file was fetched
addEventListener("beforeunload", () => {
  begin()
  setTimeout(end, 8000)
})
addEventListener("pageshow", () => { waiting = 0; end() })
