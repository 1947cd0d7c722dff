// The writer names the act: its id is made here, and a new one once the old has been stored
const fresh = () => {
  if (crypto.randomUUID) return crypto.randomUUID()
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  bytes[6] = (bytes[6] & 0x0f) | 0x40
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  const hex = Array.from(bytes, byte => byte.toString(16).padStart(2, "0")).join("")
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-")
}

portico.behavior("act", field => {
  if (!field.value) field.value = fresh()
  field.form?.addEventListener("htmx:after:request", event => {
    const status = event.detail.ctx?.response?.status ?? 0
    if (event.detail.ctx?.sourceElement === field.form && status >= 200 && status < 300) field.value = fresh()
  })
})

// A page that comes back from history, or out of what was kept, shows forms whose acts may be done already
addEventListener("pageshow", event => {
  const back = event.persisted || document.documentElement.dataset.kept || performance.getEntriesByType("navigation")[0]?.type === "back_forward"
  if (back) document.querySelectorAll("input[name=act]").forEach(field => { field.value = fresh() })
})
