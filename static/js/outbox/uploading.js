// Files go before the words that name them, each under an id made here: tus 1.0, so that a file goes on where it stopped,
// be it hours later. What is small goes whole, in one request
const PIECE = 2 ** 20
const WHOLE = 5 * PIECE

const base64 = text => btoa(String.fromCharCode(...new TextEncoder().encode(text)))

const tus = (act, address, method, headers, body, signal) => ask(address, {
  method, body, signal, patience: 180000,
  headers: {
    "Tus-Resumable": "1.0.0", "X-CSRFToken": pass?.csrf, "X-Portico-User": act.user, ...headers,
    ...body && { "Content-Type": "application/offset+octet-stream" },
  },
})

// Null once the server has all of it, else the answer that stopped it
const uploadOne = async (act, file, signal) => {
  const { id, size, blob } = file
  const about = { id, filename: file.name, project: act.project }
  let answer = await tus(act, "/uploads", "POST", {
    "Upload-Length": size, "Upload-Metadata": Object.entries(about).map(([name, value]) => `${name} ${base64(value)}`).join(),
  }, size <= WHOLE ? blob : null, signal)
  while (answer.status >= 200 && answer.status < 300) {
    const at = Number(answer.headers.get("Upload-Offset"))
    if (at >= size) return null
    tellOf(act, { state: "sending", file: id, part: at / size })
    answer = await tus(act, `/uploads/${id}`, "PATCH", { "Upload-Offset": at }, blob.slice(at, at + PIECE), signal)
    if (answer.status === 409) answer = await tus(act, `/uploads/${id}`, "GET", {}, null, signal)
  }
  return answer
}

const uploaded = async (act, signal) => {
  for (const file of act.files) {
    if (file.sent) continue
    const stopped = await uploadOne(act, file, signal)
    if (stopped) return stopped
    file.sent = true
    // Not sent twice, should the answer to the message itself be lost
    await change(act.id, { files: act.files })
  }
  return null
}
