export interface FetchLimits {
  /** One attempt from first byte out to last byte in. */
  readonly timeoutMs: number
  readonly connectTimeoutMs: number
  /** Of the body, as sent and as decompressed. */
  readonly maxBytes: number
  readonly maxHeaderBytes: number
  readonly maxRedirects: number
  readonly attempts: number
  /** Wait before the second attempt; doubled each time, with jitter. */
  readonly backOffMs: number
  /** A longer `Retry-After` is not waited for: the answer goes to the caller. */
  readonly maxWaitMs: number
  /** Between the starts of two requests to one host. */
  readonly pauseMs: number
}

export const defaultLimits: FetchLimits = {
  timeoutMs: 60_000,
  connectTimeoutMs: 10_000,
  maxBytes: 64 * 1024 * 1024,
  maxHeaderBytes: 32 * 1024,
  maxRedirects: 5,
  attempts: 3,
  backOffMs: 500,
  maxWaitMs: 30_000,
  pauseMs: 0,
}
