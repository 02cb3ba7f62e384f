import { FetchRefused, type GuardedResponse } from "../../platform/fetch/index.ts"
import { HarvestStopped, type ReadContext } from "../connector.ts"
import { type StopCode, stopTexts } from "../stop-texts.ts"
import { cutAt } from "./clean-text.ts"

/** A stop with its sentence and the particulars of this case. */
export function stopped(code: StopCode, detail: Readonly<Record<string, unknown>> = {}): HarvestStopped {
  return new HarvestStopped(code, stopTexts[code].en, detail)
}

export interface SourceAnswer {
  readonly status: number
  readonly url: string
  readonly text: string
  readonly headers: Readonly<Record<string, string>>
}

export interface AskOptions {
  readonly maxBytes?: number
  readonly accept?: string
  readonly timeoutMs?: number
  /** A document to send, for sources that are asked by POST. */
  readonly post?: { readonly body: string; readonly type: string }
}

/** One GET (or POST) from a source; what keeps it from answering becomes the stop that its publisher understands. */
export async function askSource(url: string, context: ReadContext, options: AskOptions = {}): Promise<SourceAnswer> {
  try {
    const { post } = options
    const response = await context.fetch(url, {
      ...(post ? { method: "POST" as const, body: post.body } : {}),
      headers: {
        accept: options.accept ?? "application/json, */*;q=0.1",
        ...(post ? { "content-type": post.type } : {}),
      },
      maxBytes: options.maxBytes,
      timeoutMs: options.timeoutMs,
      signal: context.signal,
    })
    return { status: response.status, url: response.url, text: await textIn(response), headers: response.headers }
  } catch (error) {
    throw stopFor(error, url)
  }
}

const stopByFetchCode: Readonly<Record<string, StopCode>> = {
  "blocked-address": "source-blocked",
  "bad-url": "bad-source-url",
  "unsupported-scheme": "bad-source-url",
  "credentials-in-url": "bad-source-url",
  truncated: "truncated",
  "too-large": "too-large",
  aborted: "stopped",
  "tls-incomplete-chain": "certificate-chain-incomplete",
  "tls-expired": "certificate-expired",
  "tls-wrong-host": "certificate-of-another-host",
}

/** What the guarded fetch refused, as the stop of the run; anything else is a bug and stays as it is. */
export function stopFor(error: unknown, url: string): unknown {
  if (!(error instanceof FetchRefused)) return error
  const code = stopByFetchCode[error.code] ?? (error.code.startsWith("tls") ? "source-insecure" : "source-unreachable")
  return new HarvestStopped(code, error.message, { url, reason: error.code })
}

/**
 * UTF-8 unless the answer or the XML in it names another charset; bytes that are not UTF-8 are the Windows code page of old
 * exports.
 */
async function textIn(response: GuardedResponse): Promise<string> {
  const bytes = await response.bytes()
  const named = /charset="?([\w-]+)/i.exec(response.headers["content-type"] ?? "")?.[1]
  for (const charset of [named, charsetOfXml(bytes), "utf-8"])
    try {
      if (charset) return new TextDecoder(charset, { fatal: true }).decode(bytes)
    } catch {
      // Wrongly named, or unknown to us: the next one may fit.
    }
  return new TextDecoder("windows-1252").decode(bytes)
}

// Where the declaration can be read byte by byte, UTF-16 is what it was before a program wrote it out.
function charsetOfXml(bytes: Uint8Array): string | undefined {
  const start = new TextDecoder("latin1").decode(bytes.subarray(0, 200))
  return /^\s*<\?xml[^>]*\bencoding\s*=\s*["'](?!utf-?16)([\w-]+)/i.exec(start)?.[1]
}

/** The JSON of an answer, whatever media type it is labelled with, or the stop that says what came instead. */
export function jsonIn(answer: SourceAnswer): unknown {
  const text = answer.text.replace(/^\ufeff/, "").trim()
  const detail = { url: answer.url, status: answer.status, start: cutAt(text, 200) }
  if (text === "") throw stopped(answer.status >= 400 ? "http-error" : "truncated", detail)
  let value: unknown
  try {
    value = JSON.parse(text)
    if (typeof value === "string" && /^\s*[[{]/.test(value)) value = JSON.parse(value)
  } catch (error) {
    if (answer.status >= 400) throw stopped("http-error", detail)
    if (/^<(?!\?xml|rdf)/i.test(text)) throw stopped("html-instead", detail)
    throw stopped(endsEarly(error, text) ? "truncated" : "not-json", detail)
  }
  return value
}

// The engine's words for "the text ended inside a value", or anything that it missed where the text ends.
function endsEarly(error: unknown, text: string): boolean {
  if (!(error instanceof SyntaxError)) return false
  const at = Number(/ at position (\d+)/.exec(error.message)?.[1] ?? -1)
  return at >= text.length || /unexpected end|unterminated|end of JSON/i.test(error.message)
}
