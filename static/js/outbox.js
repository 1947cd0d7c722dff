// The outbox: whatever a person does to an entry is kept on the device first, shown at once, then sent.
// Its core also runs in the worker. A form joins by data-behavior="outbox"; the files stand in one scope.
// What shows what waits, and what can be done about it, is a script apart (static/js/apart/waiting.js).
// join: static/js/outbox/store.js
// join: static/js/outbox/sending.js
// join: static/js/outbox/uploading.js
// join: static/js/outbox/flushing.js

const root = document.documentElement
const bar = document.getElementById("outbox-bar")
// Whose acts these are; nobody's at doors, nor where an address is not safe enough to keep anything
let me = bar && isSecureContext && root.dataset.user
const acts = []
// Id of an act that is under way -> what was last told of it
const sending = new Map()

// join: static/js/outbox/hearing.js
// join: static/js/outbox/taking.js
// join: static/js/outbox/leaving.js
// join: static/js/outbox/waking.js
