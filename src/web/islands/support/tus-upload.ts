/**
 * A small client of tus 1.0 for one file: begins or finds again an upload, sends it in pieces, and after each break asks how
 * far it came. Its address is remembered by the file's name, size and date, so that a page opened anew goes on.
 */
const path = "/api/v1/uploads"
const pieceBytes = 8 * 1024 * 1024
const longestWaitMs = 30_000

export interface TusEvents {
  readonly progress: (sent: number) => void
  readonly retrying: () => void
}

export class UploadRefused extends Error {
  readonly status: number

  constructor(status: number) {
    super(`The upload was refused: ${status}`)
    this.status = status
  }
}

/** Resolves with the id of the stored file; rejects with `UploadRefused`, or when `signal` aborts. */
export async function tusUpload(
  file: File,
  given: { readonly csrf: string; readonly signal: AbortSignal; readonly events: TusEvents },
): Promise<string> {
  const { signal, events } = given
  const headers = { "tus-resumable": "1.0.0", "x-csrf-token": given.csrf }
  const key = `upload:${file.name}:${file.size}:${file.lastModified}`
  for (let failures = 0; ; ) {
    try {
      const { address, offset } =
        (await found(key, { headers, signal })) ?? (await begun(file, key, { headers, signal }))
      let sent = offset
      events.progress(sent)
      while (sent < file.size) {
        sent = await sendPiece({ file, address, sent }, { headers, signal, progress: events.progress })
        failures = 0
      }
      forget(key)
      return address.split("/").at(-1) ?? ""
    } catch (error) {
      if (signal.aborted || error instanceof UploadRefused) throw error
      events.retrying()
      failures += 1
      await wait(Math.min(longestWaitMs, 1000 * 2 ** Math.min(failures, 5)), signal)
    }
  }
}

/** Takes what was sent away from the server. */
export async function endUpload(file: File, csrf: string): Promise<void> {
  const key = `upload:${file.name}:${file.size}:${file.lastModified}`
  const address = localStorage.getItem(key)
  forget(key)
  if (address) await fetch(address, { method: "DELETE", headers: { "tus-resumable": "1.0.0", "x-csrf-token": csrf } })
}

interface Asking {
  readonly headers: Readonly<Record<string, string>>
  readonly signal: AbortSignal
}

async function found(key: string, asking: Asking): Promise<{ address: string; offset: number } | undefined> {
  const address = localStorage.getItem(key)
  if (!address) return undefined
  const answer = await fetch(address, { ...asking, method: "HEAD" })
  const offset = Number(answer.headers.get("upload-offset") ?? "x")
  if (answer.ok && Number.isSafeInteger(offset)) return { address, offset }
  if (answer.status >= 500) throw new Error(`${answer.status}`)
  forget(key)
  return undefined
}

async function begun(
  file: File,
  key: string,
  { headers, signal }: Asking,
): Promise<{ address: string; offset: number }> {
  const answer = await fetch(path, {
    method: "POST",
    signal,
    headers: {
      ...headers,
      "upload-length": String(file.size),
      "upload-metadata": `filename ${base64(file.name)},filetype ${base64(file.type)}`,
    },
  })
  assertTaken(answer.status)
  const address = new URL(answer.headers.get("location") ?? "", location.href).pathname
  try {
    localStorage.setItem(key, address)
  } catch {
    // Full or forbidden: the upload then cannot be found again after a reload, and goes on all the same.
  }
  return { address, offset: Number(answer.headers.get("upload-offset") ?? 0) }
}

interface Piece {
  readonly file: File
  readonly address: string
  readonly sent: number
}

/** By XMLHttpRequest, which tells how far it is; `fetch` does not. */
function sendPiece(
  { file, address, sent }: Piece,
  asking: Asking & { progress: (sent: number) => void },
): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    const stop = () => request.abort()
    const settle = (act: () => void) => {
      asking.signal.removeEventListener("abort", stop)
      act()
    }
    request.open("PATCH", address)
    for (const [name, value] of Object.entries(asking.headers)) request.setRequestHeader(name, value)
    request.setRequestHeader("upload-offset", String(sent))
    request.setRequestHeader("content-type", "application/offset+octet-stream")
    request.upload.onprogress = ({ loaded }) => asking.progress(sent + loaded)
    request.onload = () =>
      settle(() => {
        const offset = Number(request.getResponseHeader("upload-offset") ?? "x")
        if (request.status === 204 && offset > sent) resolve(offset)
        else if (isFinal(request.status)) reject(new UploadRefused(request.status))
        else reject(new Error(`${request.status}`))
      })
    request.onerror = () => settle(() => reject(new Error("no connection")))
    request.onabort = () => settle(() => reject(new DOMException("stopped", "AbortError")))
    asking.signal.addEventListener("abort", stop)
    request.send(file.slice(sent, sent + pieceBytes))
  })
}

function assertTaken(status: number): void {
  if (status === 201) return
  if (isFinal(status)) throw new UploadRefused(status)
  throw new Error(`${status}`)
}

/** Conflict of offsets, lock, throttling and failures of the server pass; other refusals do not. */
function isFinal(status: number): boolean {
  return status >= 400 && status < 500 && ![404, 408, 409, 410, 423, 429].includes(status)
}

function forget(key: string): void {
  localStorage.removeItem(key)
}

function base64(text: string): string {
  return btoa(String.fromCharCode(...new TextEncoder().encode(text)))
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, milliseconds)
    addEventListener("online", () => resolve(), { once: true, signal })
    signal.addEventListener("abort", () => {
      clearTimeout(timer)
      reject(new DOMException("stopped", "AbortError"))
    })
  })
}
