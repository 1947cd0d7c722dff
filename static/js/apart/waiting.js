// What waits to be sent: shown where it belongs, listed, tried again, changed, taken off. Fetched once something waits
const { acts, actsOf, alone, bar, change, drafts, drop, everything, fill, flush, goOn, here, joins, keep, me, news, pathOf, plan,
  render, root, saveDraft, sending, settling, SOON, stop, tell, uuid, within } = portico.outbox.core

// join: static/js/outbox/waiting/parts.js
// join: static/js/outbox/waiting/showing.js
// join: static/js/outbox/waiting/doing.js
// join: static/js/outbox/waiting/sheet.js
// join: static/js/outbox/waiting/leaving.js
// join: static/js/outbox/waiting/shared.js

const saying = (place, name) => parts().then(() => place.append(part(name)))

portico.outbox.shows = {
  draw, editOpened, askToLeave, showsBrought, carry, parts,
  sayFull: form => saying(form, "outbox-full"), sayOnlineOnly: () => saying(bar, "outbox-online-only"),
}
