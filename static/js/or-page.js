// What opens over the page needs a network; where there is none, its own page may be kept on the device
portico.behavior("or-page", link => link.addEventListener("htmx:error", () => location.assign(link.href)))
