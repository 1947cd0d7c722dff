// What a document is looked at with; only pages that show one fetch it
// join: static/js/viewing/looking.js
// join: static/js/viewing/pins.js
// join: static/js/viewing/comparing.js
