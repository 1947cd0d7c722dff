// A notification was tapped while its page is open: to the message, or to the page anew where that is not here
navigator.serviceWorker?.addEventListener("message", ({ data }) => {
  if (data?.type !== "open") return
  const { href, hash } = new URL(data.address, location)
  const there = hash && document.getElementById(hash.slice(1))
  if (!there) {
    location.href = href
    // With nothing but the message to differ, no page would be fetched
    return location.href === href && location.reload()
  }
  there.scrollIntoView({ block: "center" })
  there.tabIndex = -1
  there.focus({ preventScroll: true })
})
