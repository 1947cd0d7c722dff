// What waits to be sent: shown where it belongs, listed, tried again, changed, taken off; what is typed and not sent yet; what
// came of it. Fetched once something waits or is being written
const { acts, actsOf, alone, bar, change, drafts, drop, everything, flush, goOn, here, joins, keep, me, news, pathOf, plan, render,
  root, said, sending, SOON, stop, tell, uuid, within, worded } = portico.outbox.core

// join: static/js/outbox/waiting/parts.js
// join: static/js/outbox/waiting/drafts.js
// join: static/js/outbox/waiting/arrived.js
// join: static/js/outbox/waiting/showing.js
// join: static/js/outbox/waiting/doing.js
// join: static/js/outbox/waiting/sheet.js
// join: static/js/outbox/waiting/leaving.js
// join: static/js/outbox/waiting/shared.js
// join: static/js/outbox/waiting/instead.js

const saying = (place, name) => parts().then(() => place.append(part(name)))

portico.outbox.shows = {
  draw, stored, conflict, startDrafts, forget, editOpened, askToLeave, showsBrought, carry, instead, parts,
  sayFull: form => saying(form, "outbox-full"), sayOnlineOnly: () => saying(bar, "outbox-online-only"),
}
