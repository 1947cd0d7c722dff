// One act to the server, as the person who did it, with a fresh proof that it comes from our own page. All that are under
// way share it, and one may find it stale under another: without it the answer is 419, and it is asked for anew
let pass
const stopping = new Map()

// Whatever comes back is told alike; no answer at all is status 0
const ask = async (address, { patience = 30000, signal, ...options } = {}) => {
  const timeout = new AbortController()
  const timer = setTimeout(() => timeout.abort(), patience)
  signal?.addEventListener("abort", () => timeout.abort())
  try {
    const response = await fetch(address, {
      cache: "no-store", redirect: "error", ...options, signal: timeout.signal,
      headers: { Accept: "application/json", ...options.headers },
    })
    const told = await response.json().catch(() => null)
    return { ...told, status: response.status, headers: response.headers }
  } catch {
    return { status: 0 }
  } finally {
    clearTimeout(timer)
  }
}

const shownPass = async () => {
  const answer = await ask("/me/pass")
  pass = answer.user ? answer : null
  return pass ? null : { status: answer.status === 401 ? 401 : 0 }
}

const post = (act, signal) => {
  // Files go ahead by themselves; words are read quickest in this form
  const body = act.fields.some(([, value]) => value instanceof Blob) ? new FormData() : new URLSearchParams()
  for (const [name, value] of act.fields) body.append(name, value)
  for (const file of act.files) body.append("upload", file.id)
  body.set("act", act.id)
  body.set("csrf_token", pass?.csrf)
  return ask(act.address, { method: "POST", body, signal, headers: { "X-Portico-User": act.user } })
}

const tryOnce = async (act, signal) => {
  const closed = pass ? null : await shownPass()
  if (closed) return closed
  // Somebody else is signed in here now: it waits for who wrote it
  if (pass.user !== act.user) {
    pass = null
    return { status: 0, anothers: true }
  }
  return await uploaded(act, signal) ?? post(act, signal)
}

const deliver = async act => {
  const controller = new AbortController()
  stopping.set(act.id, controller)
  try {
    let answer = await tryOnce(act, controller.signal)
    if (answer.status === 419) {
      pass = null
      answer = await tryOnce(act, controller.signal)
    }
    if (answer.status === 401) pass = null
    if (answer.reason === "another_user") answer.anothers = true
    return answer
  } finally {
    stopping.delete(act.id)
  }
}
