import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { ReadStart } from "../tabular/index.ts"

/** The first bytes of a file, by the guarded client; hosts that know ranges send no more than is read. */
export function readStartBy(fetch: FetchGuarded): ReadStart {
  return async (url, { maxBytes, signal }) => {
    const headers = { range: `bytes=0-${maxBytes - 1}`, "accept-encoding": "identity" }
    const response = await fetch(url, { headers, signal, attempts: 1, firstBytes: maxBytes })
    const bytes = await response.bytes()
    return { status: response.status, bytes, complete: bytes.length < maxBytes }
  }
}
