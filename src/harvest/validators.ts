/**
 * Reading is a function of the answers of a source: where none of them changed since the last full reading, nothing did, and
 * nothing need be read (RFC 9110 §13: ETag, Last-Modified).
 */
import type { FetchGuarded, GuardedResponse } from "../platform/fetch/index.ts"

export interface KnownAnswer {
  readonly url: string
  readonly accept?: string
  readonly etag?: string
  readonly modified?: string
}

/** Asking more addresses than this costs as much as reading. */
const most = 100

/** Writes down what the answers of a reading are known by. */
export class AnswerBook {
  #answers: KnownAnswer[] | undefined = []

  recording(fetch: FetchGuarded): FetchGuarded {
    return async (url, options) => {
      const answer = await fetch(url, options)
      this.#record(url, options?.method ?? "GET", options?.headers?.accept, answer)
      return answer
    }
  }

  #record(url: string, method: string, accept: string | undefined, { status, headers }: GuardedResponse): void {
    const { etag, "last-modified": modified } = headers
    const known = method === "GET" && status === 200 && (etag || isSettled(modified, headers.date))
    if (!known || !this.#answers || this.#answers.length === most) {
      this.#answers = undefined
      return
    }
    this.#answers.push({
      url,
      ...(accept ? { accept } : {}),
      ...(etag ? { etag } : {}),
      ...(modified ? { modified } : {}),
    })
  }

  /** Nothing where one of the answers cannot be recognised. */
  get answers(): readonly KnownAnswer[] | undefined {
    return this.#answers?.length ? this.#answers : undefined
  }
}

// A date of the same minute may be that of two different answers.
function isSettled(modified: string | undefined, date: string | undefined): boolean {
  const age = Date.parse(date ?? "") - Date.parse(modified ?? "")
  return age >= 60_000
}

/** Asks for each of them whether it is as it was; false as soon as one is not, or does not say. */
export async function areUnchanged(
  answers: readonly KnownAnswer[],
  { fetch, signal }: { fetch: FetchGuarded; signal?: AbortSignal | undefined },
): Promise<boolean> {
  for (const { url, accept, etag, modified } of answers) {
    const headers = {
      ...(accept ? { accept } : {}),
      ...(etag ? { "if-none-match": etag } : {}),
      ...(modified && !etag ? { "if-modified-since": modified } : {}),
    }
    const { status } = await fetch(url, { headers, firstBytes: 1, ...(signal ? { signal } : {}) })
    if (status !== 304) return false
  }
  return true
}
