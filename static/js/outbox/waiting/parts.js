// What the page shows of waiting acts was rendered by the server: one file for each language, kept like any style.
// XMLHttpRequest reads it: it makes a document without handing text to the parser by ourselves, which the policy forbids
let shown
let reading

const parts = () => reading ??= new Promise((resolve, reject) => {
  const asked = new XMLHttpRequest()
  asked.responseType = "document"
  asked.onload = () => {
    shown = asked.response?.getElementById("outbox-words") && asked.response
    shown ? resolve() : asked.onerror()
  }
  asked.onerror = () => { reading = null; reject(new Error("outbox parts")) }
  asked.open("GET", bar.dataset.parts)
  asked.send()
})

const part = name => document.importNode(shown.getElementById(name).content.firstElementChild, true)

const word = name => shown.querySelector(`[data-word="${name}"]`)?.textContent ?? ""
