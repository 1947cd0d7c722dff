// What watches over a question while somebody decides; only its page fetches it
// join: static/js/deciding/changed.js
// join: static/js/deciding/unseen.js
