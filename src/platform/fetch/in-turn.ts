/** One request in its host's line, redirects followed; what is done with the body happens while the place is held. */
import type { Readable } from "node:stream"
import { type Agent, type Dispatcher, request } from "undici"
import { refusalFor } from "./fetch-errors.ts"
import type { FetchLimits } from "./fetch-limits.ts"
import { type FetchOptions, FetchRefused, type GuardedResponse } from "./guarded-fetch.ts"
import type { HostQueue } from "./host-queue.ts"
import { retryAfterMs } from "./retry-after.ts"

export interface Client {
  readonly agent: Agent
  readonly queue: HostQueue
  readonly limits: FetchLimits
  readonly userAgent: string
  /** In whose line it stands at a host. */
  readonly key?: string | undefined
}

/** A response whose body nobody has read yet. */
export interface Answered extends Pick<GuardedResponse, "status" | "headers" | "url"> {
  readonly body: Readable
}

export interface Taking<Answer> {
  readonly client: Client
  /** What it throws is taken for a failure of the request. */
  readonly take: (answered: Answered) => Promise<Answer>
}

/** Fails with a `FetchRefused`. The clock stands while it waits for a place: that is no fault of the host. */
export async function inTurn<Answer>(address: string, options: FetchOptions, taking: Taking<Answer>): Promise<Answer> {
  const time = { leftMs: options.timeoutMs ?? taking.client.limits.timeoutMs }
  let deadline: AbortSignal | undefined
  const atMost = () => {
    deadline = AbortSignal.timeout(Math.max(1, Math.ceil(time.leftMs)))
    return options.signal ? AbortSignal.any([options.signal, deadline]) : deadline
  }
  try {
    return await followRedirects(permittedUrl(address), options, { ...taking, time, atMost })
  } catch (error) {
    if (options.signal?.aborted) throw aborted()
    throw deadline?.aborted ? timedOut() : refusalFor(error)
  }
}

interface Following<Answer> extends Taking<Answer> {
  readonly time: { leftMs: number }
  /** Ends a request when its time is over. */
  readonly atMost: () => AbortSignal
}

/** Each server on the way is asked in its own line. */
async function followRedirects<Answer>(start: URL, options: FetchOptions, following: Following<Answer>) {
  const { client } = following
  let url = start
  let headers = options.headers ?? {}
  for (let hops = 0; hops <= client.limits.maxRedirects; hops += 1) {
    const here = url
    const hop = await oneHop(here, { ...options, headers }, following)
    if ("answer" in hop) return hop.answer
    if (options.method === "POST") throw new FetchRefused("redirected", "A POST is not sent on to another address.")
    url = permittedUrl(hop.location, here)
    // What was meant for one server is not shown to another.
    if (url.origin !== here.origin) headers = withoutCredentials(headers)
  }
  throw new FetchRefused("too-many-redirects", `The server redirects more than ${client.limits.maxRedirects} times.`)
}

type Hop<Answer> = { readonly answer: Answer } | { readonly location: string }

async function oneHop<Answer>(url: URL, options: FetchOptions, following: Following<Answer>): Promise<Hop<Answer>> {
  const { client, take, time, atMost } = following
  const { queue, limits, key } = client
  const turn = { host: url.host, pauseMs: limits.pauseMs, signal: options.signal, ...(key ? { key } : {}) }
  return queue.run(turn, async () => {
    const began = performance.now()
    const answered = await ask(url, { ...options, signal: atMost() }, client)
    if (typeof answered === "string") {
      time.leftMs -= performance.now() - began
      return { location: answered }
    }
    const wait = answered.status === 429 || answered.status === 503 ? retryAfterMs(answered.headers["retry-after"]) : 0
    // The others that wait for this host hold back as well; nobody waits for hours, they are told so one by one.
    if (wait > 0 && wait <= limits.maxWaitMs) queue.pause(url.host, wait)
    return { answer: await take(answered) }
  })
}

/** One request: the response, or the address where it sends us. */
async function ask(url: URL, options: FetchOptions, client: Client): Promise<Answered | string> {
  const response = await request(url, {
    dispatcher: client.agent,
    method: options.method ?? "GET",
    headers: { "accept-encoding": "gzip, br, deflate", ...options.headers, "user-agent": client.userAgent },
    body: options.body,
    signal: options.signal,
  })
  const headers = flatHeaders(response.headers)
  if (redirects.has(response.statusCode) && headers.location !== undefined) {
    discard(response.body)
    return headers.location
  }
  return { status: response.statusCode, headers, url: url.href, body: response.body }
}

/** Nobody will read it, and an unread body holds its connection. */
export function discard(body: Readable): void {
  body.on("error", () => {})
  body.destroy()
}

const redirects = new Set([301, 302, 303, 307, 308])

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

function timedOut(): FetchRefused {
  return new FetchRefused("timeout", "The server did not complete its answer in time.")
}

export function aborted(): FetchRefused {
  return new FetchRefused("aborted", "The request was stopped.")
}
