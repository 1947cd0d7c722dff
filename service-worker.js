// What the worker does and where it is written. The server joins the files named here into one,
// and puts before them BUILD (the name of this build) and SHELL (what to keep of it).
// join: static/js/worker/device.js
// join: static/js/worker/assets.js
// join: static/js/worker/shell.js
// join: static/js/worker/pages.js
// join: static/js/worker/navigation.js
// join: static/js/worker/ahead.js
// join: static/js/worker/messages.js
// join: static/js/worker/outbox.js

self.addEventListener("install", event => event.waitUntil(keepShell()))
self.addEventListener("activate", event => event.waitUntil(takeOver()))
self.addEventListener("fetch", event => answer(event))
self.addEventListener("message", event => hear(event))
