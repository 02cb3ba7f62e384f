import type { Readable } from "node:stream"
import { setTimeout as sleep } from "node:timers/promises"
import { Agent, type Dispatcher, request } from "undici"
import type { Log } from "../log.ts"
import { addressRule } from "./addresses.ts"
import { isPassing, refusalFor } from "./fetch-errors.ts"
import { guardedConnector, type Resolve, resolveBySystem } from "./guarded-connect.ts"
import { type FetchGuarded, type FetchOptions, FetchRefused, type GuardedResponse } from "./guarded-fetch.ts"
import { HostQueue } from "./host-queue.ts"
import { readBody, tooLarge } from "./read-body.ts"

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
  readonly perHost: number
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
  perHost: 2,
}

export interface GuardedFetchOptions {
  /** Ranges in CIDR notation that may be reached besides public addresses (`FIHRIST_FETCH_ALLOW`). */
  readonly allow: readonly string[]
  readonly log: Log
  /** Names us to those we visit, with an address where to complain. */
  readonly userAgent: string
  readonly limits?: Partial<FetchLimits>
  readonly resolve?: Resolve
  /** Jitter of the back-off, from 0 to 1. */
  readonly random?: () => number
}

export interface GuardedClient {
  readonly fetch: FetchGuarded
  /** Ends kept-alive connections; running requests fail. */
  close(): Promise<void>
}

export function createGuardedFetch(options: GuardedFetchOptions): GuardedClient {
  const limits: FetchLimits = { ...defaultLimits, ...options.limits }
  const agent = new Agent({
    connect: guardedConnector(addressRule(options.allow), options.resolve ?? resolveBySystem, limits.connectTimeoutMs),
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    keepAliveTimeout: 4_000,
    pipelining: 1,
  })
  const queue = new HostQueue(limits.perHost)
  return {
    fetch: (url, fetchOptions = {}) => withRetries(url, fetchOptions, { ...options, agent, queue, limits }),
    close: () => agent.destroy(),
  }
}

interface Client {
  readonly agent: Agent
  readonly queue: HostQueue
  readonly limits: FetchLimits
  readonly userAgent: string
}

async function withRetries(
  url: string,
  options: FetchOptions,
  client: Client & Pick<GuardedFetchOptions, "log" | "random">,
): Promise<GuardedResponse> {
  const { limits, log, random = Math.random } = client
  const repeatable = (options.method ?? "GET") !== "POST"
  const attempts = repeatable ? Math.max(1, options.attempts ?? limits.attempts) : 1
  for (let attempt = 1; ; attempt += 1) {
    const outcome = await oneAttempt(url, options, client)
    const wait = attempt < attempts ? waitBefore(outcome, attempt, { limits, random }) : undefined
    if (wait === undefined) {
      if (outcome instanceof FetchRefused) throw outcome
      return outcome
    }
    log.debug({ url: originOf(url), attempt, wait, outcome: nameOf(outcome) }, "fetch repeated")
    await sleep(wait, undefined, { signal: options.signal }).catch(() => {
      throw aborted()
    })
  }
}

type Outcome = GuardedResponse | FetchRefused

/** Milliseconds until another attempt, or nothing when the outcome is final. */
function waitBefore(
  outcome: Outcome,
  attempt: number,
  { limits, random }: { limits: FetchLimits; random: () => number },
): number | undefined {
  const backOff = limits.backOffMs * 2 ** (attempt - 1) * (0.5 + random() / 2)
  if (outcome instanceof FetchRefused) return isPassing(outcome.code) ? Math.min(backOff, limits.maxWaitMs) : undefined
  if (outcome.status !== 429 && outcome.status < 500) return undefined
  const wait = Math.max(backOff, retryAfter(outcome.headers["retry-after"]))
  return wait <= limits.maxWaitMs ? wait : undefined
}

/** `Retry-After` holds seconds or a date. */
function retryAfter(header: string | undefined): number {
  if (!header) return 0
  if (/^\d{1,6}$/.test(header.trim())) return Number(header) * 1000
  const moment = Date.parse(header)
  return Number.isNaN(moment) ? 0 : Math.max(0, moment - Date.now())
}

/** The clock starts when the request does: waiting for a place in the host's queue is no fault of the host. */
async function oneAttempt(url: string, options: FetchOptions, client: Client): Promise<Outcome> {
  try {
    const start = permittedUrl(url)
    return await client.queue.run(start.host, () => timedAttempt(start, options, client), options.signal)
  } catch (error) {
    return options.signal?.aborted ? aborted() : refusalFor(error)
  }
}

async function timedAttempt(url: URL, options: FetchOptions, client: Client): Promise<GuardedResponse> {
  const deadline = AbortSignal.timeout(options.timeoutMs ?? client.limits.timeoutMs)
  const signal = options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  try {
    return await followRedirects(url, { ...options, signal }, client)
  } catch (error) {
    if (deadline.aborted) throw new FetchRefused("timeout", "The server did not complete its answer in time.")
    throw error
  }
}

async function followRedirects(start: URL, options: FetchOptions, client: Client): Promise<GuardedResponse> {
  let url = start
  let headers = options.headers ?? {}
  for (let hops = 0; hops <= client.limits.maxRedirects; hops += 1) {
    const here = url
    const answer = await ask(here, { ...options, headers }, client)
    if (typeof answer !== "string") return answer
    if (options.method === "POST") throw new FetchRefused("redirected", "A POST is not sent on to another address.")
    url = permittedUrl(answer, here)
    // What was meant for one server is not shown to another.
    if (url.origin !== here.origin) headers = withoutCredentials(headers)
  }
  throw new FetchRefused("too-many-redirects", `The server redirects more than ${client.limits.maxRedirects} times.`)
}

/** One request: the response, or the address where it sends us. */
async function ask(url: URL, options: FetchOptions, client: Client): Promise<GuardedResponse | string> {
  const onlyStart = options.firstBytes !== undefined
  const maxBytes = options.firstBytes ?? options.maxBytes ?? client.limits.maxBytes
  const response = await request(url, {
    dispatcher: client.agent,
    method: options.method ?? "GET",
    headers: { "accept-encoding": "gzip, br, deflate", ...options.headers, "user-agent": client.userAgent },
    body: options.body,
    signal: options.signal,
  })
  const headers = flatHeaders(response.headers)
  const location = headers.location
  if (isRedirect(response.statusCode) && location !== undefined) {
    discard(response.body)
    return location
  }
  const announced = Number(headers["content-length"])
  if (options.method !== "HEAD" && announced > maxBytes && !onlyStart) {
    discard(response.body)
    throw tooLarge(maxBytes)
  }
  const body =
    options.method === "HEAD"
      ? emptyBody(response.body)
      : await readBody(response.body, encodingsOf(headers), { maxBytes, onlyStart })
  return responseOf(response.statusCode, headers, { url: url.href, body })
}

function responseOf(
  status: number,
  headers: Readonly<Record<string, string>>,
  { url, body }: { url: string; body: Uint8Array },
): GuardedResponse {
  return {
    status,
    headers,
    url,
    bytes: async () => body,
    text: async () => new TextDecoder().decode(body),
  }
}

function emptyBody(body: Readable): Uint8Array {
  discard(body)
  return new Uint8Array()
}

function discard(body: Readable) {
  body.on("error", () => {})
  body.destroy()
}

const redirects = new Set([301, 302, 303, 307, 308])

function isRedirect(status: number): boolean {
  return redirects.has(status)
}

function permittedUrl(text: string, base?: URL): URL {
  let url: URL
  try {
    url = new URL(text, base)
  } catch {
    throw new FetchRefused("bad-url", `"${text.slice(0, 200)}" is not a web address.`)
  }
  if (url.protocol !== "http:" && url.protocol !== "https:") {
    throw new FetchRefused("unsupported-scheme", `Only http and https are fetched, not ${url.protocol.slice(0, 40)}`)
  }
  if (url.username !== "" || url.password !== "") {
    throw new FetchRefused("credentials-in-url", "An address with a user name or a password in it is not fetched.")
  }
  url.hash = ""
  return url
}

function withoutCredentials(headers: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const secret = /^(authorization|cookie|x-ckan-api-key|proxy-authorization)$/i
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.test(name)))
}

function flatHeaders(headers: Dispatcher.ResponseData["headers"]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(", ") : (value ?? ""),
    ]),
  )
}

function encodingsOf(headers: Readonly<Record<string, string>>): readonly string[] {
  return (headers["content-encoding"] ?? "")
    .toLowerCase()
    .split(",")
    .map((name) => name.trim())
    .filter((name) => name !== "" && name !== "identity")
}

function aborted(): FetchRefused {
  return new FetchRefused("aborted", "The request was stopped.")
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? "invalid"
}

function nameOf(outcome: Outcome): string {
  return outcome instanceof FetchRefused ? outcome.code : String(outcome.status)
}
