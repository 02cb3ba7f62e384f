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

export type FetchGuarded = (url: string, options?: FetchOptions) => Promise<GuardedResponse>

/** The fetch was not made or not finished; `code` says why (`blocked-address`, `timeout`, `too-large`, `dns`, `refused`, `tls`…). */
export class FetchRefused extends Error {
  readonly code: string
  constructor(code: string, message: string) {
    super(message)
    this.name = "FetchRefused"
    this.code = code
  }
}
