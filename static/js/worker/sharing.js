// What another app shares is kept on this device before anything else, with or without a network; then its thread is chosen
const takeIn = async request => {
  const form = await request.formData()
  const words = [...new Set(["title", "text", "url"].map(name => form.get(name)?.trim()).filter(Boolean))].join("\n")
  const files = form.getAll("files").filter(file => file.size)
    .map(file => ({ name: file.name, type: file.type, size: file.size, blob: file }))
  const { user } = await whoIsHere()
  const brought = { id: crypto.randomUUID(), user, words, files, made: Date.now() }
  await within("shared", "readwrite", store => store.put(brought), "strict")
  return Response.redirect("/new-message", 303)
}

self.addEventListener("fetch", event => {
  const { request } = event
  if (request.method !== "POST" || new URL(request.url).pathname !== "/share") return
  // Nobody else answers it; where nothing can be kept the server shows it again
  event.stopImmediatePropagation()
  const again = request.clone()
  event.respondWith(takeIn(request).catch(() => fetch(again)))
})
