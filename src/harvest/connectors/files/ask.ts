import type { GuardedResponse } from "../../../platform/fetch/index.ts"
import type { ReadContext } from "../../connector.ts"
import { type SourceAnswer, stopFor, stopped } from "../../reading/index.ts"

export interface RawAnswer {
  readonly url: string
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly bytes: Uint8Array
}

const mostBytes = 32 * 1024 * 1024

/** One GET whose answer may be a table, a page or a list of a store; errors of the source are stops. */
export async function askForBytes(url: string, context: ReadContext, accept = "*/*"): Promise<RawAnswer> {
  const answer = await bytesOf(url, context, accept)
  if (answer.status >= 400) throw stopped("http-error", { url: answer.url, status: answer.status })
  if (answer.bytes.length === 0) throw stopped("truncated", { url: answer.url })
  return answer
}

/** The same, whatever its status. */
export async function bytesOf(url: string, { fetch, signal }: ReadContext, accept: string): Promise<RawAnswer> {
  try {
    const response: GuardedResponse = await fetch(url, {
      headers: { accept },
      maxBytes: mostBytes,
      ...(signal ? { signal } : {}),
    })
    return { url: response.url, status: response.status, headers: response.headers, bytes: await response.bytes() }
  } catch (error) {
    throw stopFor(error, url)
  }
}

/** UTF-8, or what old servers write in its place. */
export function textAnswer({ bytes, ...answer }: RawAnswer): SourceAnswer {
  try {
    return { ...answer, text: new TextDecoder("utf-8", { fatal: true }).decode(bytes) }
  } catch {
    // Listings of old IIS servers are in the code page of their country.
    const arabic = new TextDecoder("windows-1256").decode(bytes)
    const isArabic = /[\u0621-\u064a]{3}/.test(arabic)
    return { ...answer, text: isArabic ? arabic : new TextDecoder("windows-1252").decode(bytes) }
  }
}
