// What pages tell the worker, by type. Another file may add its own: HEARD.flush = () => ...
const HEARD = {
  update: () => self.skipWaiting(),
  user: ({ user, epoch, copies }) => inLine(() => settle(user, epoch, copies)),
  "sign-out": ({ owed }) => inLine(() => over({ owed, everywhere: true })),
  over: () => inLine(() => over()),
  keep: ({ address }) => seldom("fetchKept", address),
  ahead: () => seldom("ahead"),
}

const hear = event => {
  const done = HEARD[event.data?.type]?.(event.data, event)
  event.waitUntil(Promise.resolve(done).catch(() => {}).then(() => event.ports[0]?.postMessage("done")))
}
