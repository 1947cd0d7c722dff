// What the worker does seldom: it reads this when the first of it is to be done
// join: static/js/worker/seldom/taking-over.js
// join: static/js/worker/seldom/signing-out.js
// join: static/js/worker/seldom/ahead.js
// join: static/js/worker/seldom/sharing.js
// join: static/js/worker/seldom/pushes.js

self.seldomDone = {
  takeOver, signOutOwed, ahead, fetchKept, takeIn, push: shown, notificationclick: answered, pushsubscriptionchange: moved, recounted, left,
}
