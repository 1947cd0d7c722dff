// What flights tell, in this tab or another, or the worker's: the page looks anew
const SOON = 1500

// What shows what waits is fetched once something does: most pages never need it
let shown
const shows = () => shown ??= import(bar.dataset.waiting).then(() => portico.outbox.shows, wrong => { shown = undefined; throw wrong })

const drafts = async () => (await everything("drafts")).filter(draft => draft.user === me)

const look = async () => {
  acts.splice(0, acts.length, ...await actsOf(me))
  const loud = acts.filter(act => !act.quiet)
  if (loud.length || shown) await (await shows()).draw(loud)
  document.dispatchEvent(new CustomEvent("portico:outbox", { detail: { waiting: loud.length } }))
}

let looking = Promise.resolve()
const render = () => looking = looking.then(look).catch(() => {})

heard = async said => {
  if (!me || said.user !== me) return
  said.state === "sending" ? sending.set(said.id, said) : sending.delete(said.id)
  // That something was seen changes nothing of what is shown here
  if (said.quiet) here.delete(said.id)
  else if (["stored", "conflict"].includes(said.state)) await shows().then(({ [said.state]: show }) => show(said)).catch(() => {})
  render()
}
