// A picture that is not there to be seen is said to be missing: nobody shall say yes to a blank
portico.behavior("unseen", place => {
  const picture = place.querySelector("img")
  const say = () => {
    place.hidden = true
    place.nextElementSibling.hidden = false
  }
  picture.addEventListener("error", say)
  if (picture.complete && !picture.naturalWidth) say()
})
