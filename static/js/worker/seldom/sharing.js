// What another app shares is kept on this device before anything else, with or without a network; then its thread is chosen
const takeIn = async request => {
  const again = request.clone()
  try {
    const form = await request.formData()
    const words = [...new Set(["title", "text", "url"].map(name => form.get(name)?.trim()).filter(Boolean))].join("\n")
    const files = form.getAll("files").filter(file => file.size)
      .map(file => ({ name: file.name, type: file.type, size: file.size, blob: file }))
    const { user } = await whoIsHere()
    await outbox.keepShared({ id: crypto.randomUUID(), user, words, files, made: Date.now() })
    return Response.redirect("/new-message", 303)
  } catch {
    // Where nothing can be kept the server shows it again
    return fetch(again)
  }
}
