// What a link would fetch, made here where there is no network: its data-else names a template that the server rendered before
const blank = async name => {
  const own = document.getElementById(name)
  if (own) return document.importNode(own.content.firstElementChild, true)
  await parts()
  return part(name)
}

// Every opening is another act; the proof is that of this page, and is asked for anew when it is sent
const freshened = form => {
  form.elements.act.value = uuid()
  form.elements.csrf_token.value ||= document.querySelector("form [name=csrf_token]")?.value ?? ""
}

// In the place of the message, with its words as they were typed
const edited = (link, piece) => {
  const [message, form] = [link.closest(".message"), piece.querySelector("form")]
  const { body, shown_body: shown } = form.elements
  piece.id = message.id
  form.action = link.pathname.replace(/\/edit$/, "")
  form.dataset.outboxPage = link.pathname
  form.dataset.outboxTitle = document.querySelector("form.composer")?.dataset.outboxTitle ?? document.title
  body.textContent = shown.value = link.dataset.source
  form.querySelector("a").addEventListener("click", event => {
    event.preventDefault()
    piece.replaceWith(message)
  })
  message.replaceWith(piece)
  body.focus()
}

const instead = async link => {
  const piece = await blank(link.dataset.else)
  piece.querySelectorAll("form").forEach(freshened)
  if (link.dataset.source !== undefined) return edited(link, piece)
  piece.dataset.outboxPage = link.pathname
  document.getElementById("sheet").replaceChildren(piece)
}
