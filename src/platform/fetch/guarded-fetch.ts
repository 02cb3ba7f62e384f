export interface FetchOptions {
  readonly method?: "GET" | "HEAD" | "POST"
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string
  readonly timeoutMs?: number
  readonly maxBytes?: number
  /** Only the start of the body is wanted: reading stops there, however large the rest is. */
  readonly firstBytes?: number
  readonly signal?: AbortSignal
  /** Attempts in all, back-off between them; only for GET and HEAD, on network failures, 429 and 5xx. */
  readonly attempts?: number
}

export interface GuardedResponse {
  readonly status: number
  /** Lower-case names. */
  readonly headers: Readonly<Record<string, string>>
  /** Address after redirects. */
  readonly url: string
  bytes(): Promise<Uint8Array>
  text(): Promise<string>
}

export interface StreamOptions {
  readonly headers?: Readonly<Record<string, string>>
  /** From the first byte out to the last byte in: a host that trickles is left then. */
  readonly timeoutMs?: number
  readonly maxBytes?: number
  readonly signal?: AbortSignal
}

export interface StreamedResponse extends Pick<GuardedResponse, "status" | "headers" | "url"> {
  /** Decoded, and counted while it flows; what fails on the way is thrown from it as a `FetchRefused`. */
  readonly body: AsyncIterable<Uint8Array>
}

/**
 * One GET whose body never lies in memory as a whole. The place in the host's line is held while `take` works, and what
 * `take` leaves unread is discarded. Never repeated: half of it may have been taken.
 */
export type FetchStreamed = <Answer>(
  url: string,
  options: StreamOptions,
  take: (response: StreamedResponse) => Promise<Answer>,
) => Promise<Answer>

export type FetchGuarded = (url: string, options?: FetchOptions) => Promise<GuardedResponse>

/** What asks: in a line of its own at each host, trusting what it is told to trust. */
export interface GuardedVisitor {
  readonly fetch: FetchGuarded
  readonly stream: FetchStreamed
}

/** The fetch was not made or not finished; `code` says why (`blocked-address`, `timeout`, `too-large`, `dns`, `refused`, `tls`…). */
export class FetchRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = "FetchRefused"
    this.code = code
  }
}
