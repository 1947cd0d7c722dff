// A choice that needs no further button
portico.behavior("submit-on-change", field => {
  field.addEventListener("change", () => field.form?.requestSubmit())
})
