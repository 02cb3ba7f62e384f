import type { FetchRefused, StreamedResponse, StreamOptions } from "./guarded-fetch.ts"
import { type Client, discard, inTurn } from "./in-turn.ts"
import { decodedBody, refuseTooLarge } from "./read-body.ts"

interface Taking<Answer> {
  readonly client: Client
  readonly take: (response: StreamedResponse) => Promise<Answer>
}

/** Fails with a `FetchRefused`, or with what `take` throws of its own (a full disk is no fault of the host). */
export async function streamed<Answer>(
  url: string,
  options: StreamOptions,
  { client, take }: Taking<Answer>,
): Promise<Answer> {
  let ours: { readonly error: unknown } | undefined
  try {
    return await inTurn(url, options, {
      client,
      async take(answered) {
        const maxBytes = options.maxBytes ?? client.limits.maxBytes
        refuseTooLarge(answered, maxBytes)
        const body = new Watched(decodedBody(answered, { maxBytes }))
        try {
          return await take({ ...answered, body })
        } catch (error) {
          if (!body.failed) ours = { error }
          throw error
        } finally {
          discard(answered.body)
        }
      },
    })
  } catch (error) {
    throw ours ? ours.error : (error as FetchRefused)
  }
}

/** Remembers whether it was the body that failed. */
class Watched implements AsyncIterable<Uint8Array> {
  failed = false
  readonly #bytes: AsyncIterable<Uint8Array>

  constructor(bytes: AsyncIterable<Uint8Array>) {
    this.#bytes = bytes
  }

  async *[Symbol.asyncIterator]() {
    try {
      yield* this.#bytes
    } catch (error) {
      this.failed = true
      throw error
    }
  }
}
