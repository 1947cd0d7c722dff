// What waits on this device: the base "portico" of IndexedDB, shared by all pages and the worker
const STORES = { acts: "id", drafts: ["user", "key"], shared: "id" }
let base

const opened = () => base ??= new Promise((resolve, reject) => {
  const asked = indexedDB.open("portico", 1)
  asked.onupgradeneeded = () => {
    for (const [name, keyPath] of Object.entries(STORES)) asked.result.createObjectStore(name, { keyPath })
  }
  asked.onsuccess = () => {
    // Closed by a newer build in another tab, or by the browser: opened again when next needed
    asked.result.onversionchange = () => { asked.result.close(); base = null }
    asked.result.onclose = () => { base = null }
    resolve(asked.result)
  }
  asked.onerror = () => { base = null; reject(asked.error) }
})

// One transaction over one store, or more; `work` is given them and, first of all, a way to say what was found
const amid = async (names, mode, work, durability = "relaxed") => {
  const transaction = (await opened()).transaction(names, mode, { durability })
  return new Promise((resolve, reject) => {
    let found
    transaction.oncomplete = () => resolve(found)
    transaction.onabort = () => reject(transaction.error)
    work(value => { found = value }, ...names.map(name => transaction.objectStore(name)))
  })
}

const within = (name, mode, work, durability) => amid([name], mode, (found, store) => work(store, found), durability)

const everything = name => within(name, "readonly", (store, found) => {
  store.getAll().onsuccess = event => found(event.target.result)
})

const drop = (name, key) => within(name, "readwrite", store => store.delete(key))

// In the order they were made, which no clock is asked about
const actsOf = async user => (await everything("acts")).filter(act => !user || act.user === user).sort((a, b) => a.seq - b.seq)

// Written through to the disk before anybody is told: phones are switched off. What another app shared stands in it now
const keep = act => amid(["acts", "shared"], "readwrite", (_, store, shared) => {
  if (act.brought) shared.delete(act.brought)
  store.getAll().onsuccess = event => {
    const known = event.target.result
    act.seq ??= known.find(each => each.id === act.id)?.seq ?? known.reduce((most, each) => Math.max(most, each.seq), 0) + 1
    store.put(act)
  }
}, "strict")

// An act that is gone meanwhile stays gone
const change = (id, changes) => within("acts", "readwrite", (store, found) => {
  store.get(id).onsuccess = event => {
    const act = event.target.result
    if (!act) return
    found(Object.assign(act, changes))
    store.put(act)
  }
})
