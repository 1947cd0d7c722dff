// What the worker does and where it is written. The server joins the files named here into one,
// and puts before them BUILD (the name of this build), SHELL (what to keep of it) and SELDOM (where the rest is).
// join: static/js/worker/device.js
// join: static/js/worker/assets.js
// join: static/js/worker/shell.js
// join: static/js/worker/pages.js
// join: static/js/worker/navigation.js
// join: static/js/worker/messages.js
// join: static/js/worker/outbox.js

// A start of the worker is awaited by whoever opens a page: what is done seldom is read when it is to be done. What was
// read while the worker was installed is kept with it
const seldom = async (name, ...told) => (self.seldomDone ?? (importScripts(SELDOM), self.seldomDone))[name]?.(...told)

self.addEventListener("install", event => event.waitUntil(Promise.all([seldom(), keepShell()])))
self.addEventListener("activate", event => event.waitUntil(seldom("takeOver")))
self.addEventListener("fetch", event => answer(event))
self.addEventListener("message", event => hear(event))
for (const name of ["push", "notificationclick", "pushsubscriptionchange"]) {
  self.addEventListener(name, event => event.waitUntil(seldom(name, event)))
}
