import type { Readable } from "node:stream"
import { createBrotliDecompress, createGunzip, createInflate, createZstdDecompress } from "node:zlib"
import { FetchRefused } from "./guarded-fetch.ts"

interface BodyLimits {
  readonly maxBytes: number
  /** What comes behind the limit is left, instead of refusing the whole. */
  readonly onlyStart?: boolean
}

interface Answered {
  readonly headers: Readonly<Record<string, string>>
  readonly body: Readable
}

/** The decoded body in memory. */
export async function readBody(answered: Answered, limits: BodyLimits): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  for await (const chunk of decodedBody(answered, limits)) chunks.push(chunk)
  const whole = chunks.length === 1 ? (chunks[0] as Uint8Array) : Buffer.concat(chunks)
  return limits.onlyStart ? whole.subarray(0, limits.maxBytes) : whole
}

/** The decoded body as it flows, counted: compressed bytes and decompressed ones both stay below the limit. */
export async function* decodedBody(
  { headers, body }: Answered,
  { maxBytes, onlyStart = false }: BodyLimits,
): AsyncGenerator<Uint8Array> {
  const stages = decodersFor(encodingsOf(headers), body)
  let stream: Readable = body
  for (const stage of stages) {
    // Not `pipeline`: the last stage is read to its end right here, and errors travel down by hand.
    const source = stream
    source.on("error", (error) => stage.destroy(error))
    stream = source.pipe(stage)
  }
  let size = 0
  try {
    for await (const chunk of stream) {
      size += (chunk as Buffer).length
      if (size > maxBytes && !onlyStart) throw tooLarge(maxBytes)
      yield chunk as Buffer
      if (size >= maxBytes && onlyStart) break
    }
  } catch (error) {
    throw isBadCompression(error)
      ? new FetchRefused("truncated", "The compressed answer is broken or incomplete.")
      : error
  } finally {
    body.on("error", () => {})
    body.destroy()
    for (const stage of stages) stage.destroy()
  }
}

function decodersFor(encodings: readonly string[], body: Readable) {
  try {
    if (encodings.length > 2) throw new FetchRefused("bad-encoding", "The answer is compressed more than twice.")
    return [...encodings].reverse().map(decoderFor)
  } catch (error) {
    // Nobody will read it, and an unread body holds its connection.
    body.on("error", () => {})
    body.destroy()
    throw error
  }
}

/** One that announces more than it may bring is not even read. */
export function refuseTooLarge({ headers, body }: Answered, maxBytes: number): void {
  if (!(Number(headers["content-length"]) > maxBytes)) return
  body.on("error", () => {})
  body.destroy()
  throw tooLarge(maxBytes)
}

function encodingsOf(headers: Answered["headers"]): readonly string[] {
  return (headers["content-encoding"] ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
}

function tooLarge(maxBytes: number): FetchRefused {
  return new FetchRefused("too-large", `The answer is larger than the limit of ${maxBytes} bytes.`)
}

function decoderFor(encoding: string) {
  switch (encoding) {
    case "gzip":
    case "x-gzip":
      return createGunzip()
    case "deflate":
      return createInflate()
    case "br":
      return createBrotliDecompress()
    case "zstd":
      return createZstdDecompress()
    default:
      throw new FetchRefused(
        "bad-encoding",
        `The answer is encoded as "${encoding.slice(0, 40)}", which is not understood.`,
      )
  }
}

function isBadCompression(error: unknown): boolean {
  const code = typeof error === "object" && error !== null && "code" in error ? String(error.code) : ""
  return /^(Z_|ERR__?ERROR_FORMAT|ERR_BROTLI|ERR_ZSTD|ZSTD_|ERR_PADDING)/.test(code)
}
