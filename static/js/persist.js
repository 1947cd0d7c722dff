// Once something waits to be sent, the browser is asked not to throw away what this address keeps when room is short
let asked = false

document.addEventListener("portico:outbox", async ({ detail }) => {
  if (asked || !detail.waiting || !navigator.storage?.persist) return
  asked = true
  if (!await navigator.storage.persisted()) navigator.storage.persist()
})
