import { setTimeout as sleep } from "node:timers/promises"
import { Agent } from "undici"
import type { Log } from "../log.ts"
import { addressRule } from "./addresses.ts"
import { Agents } from "./agents.ts"
import { isPassing } from "./fetch-errors.ts"
import { defaultLimits, type FetchLimits } from "./fetch-limits.ts"
import { guardedConnector, type Resolve, resolveBySystem } from "./guarded-connect.ts"
import { type FetchOptions, FetchRefused, type GuardedResponse, type GuardedVisitor } from "./guarded-fetch.ts"
import { HostQueue } from "./host-queue.ts"
import { type Answered, aborted, type Client, discard, inTurn } from "./in-turn.ts"
import { readBody, refuseTooLarge } from "./read-body.ts"
import { retryAfterMs } from "./retry-after.ts"
import { streamed } from "./streamed.ts"

export interface GuardedFetchOptions {
  /** Ranges in CIDR notation that may be reached besides public addresses (`FIHRIST_FETCH_ALLOW`). */
  readonly allow: readonly string[]
  readonly log: Log
  /** Names us to those we visit, with an address where to complain. */
  readonly userAgent: string
  readonly limits?: Partial<FetchLimits>
  /** Shared with other clients of the process, so that together they are polite to a host; else one of its own. */
  readonly hosts?: HostQueue
  readonly resolve?: Resolve
  /** Jitter of the back-off, from 0 to 1. */
  readonly random?: () => number
}

export interface GuardedClient extends GuardedVisitor {
  /** The same for one of many on whose behalf we go out; they share the hosts fairly. */
  visitorFor(whom: {
    /** Those with the same key stand in one line. */
    readonly key: string
    /** Certificates of authorities (PEM) to trust besides those known anyway. */
    readonly extraCa?: string | undefined
  }): GuardedVisitor
  /** Ends kept-alive connections; running requests fail. */
  close(): Promise<void>
}

export function createGuardedFetch(options: GuardedFetchOptions): GuardedClient {
  const limits: FetchLimits = { ...defaultLimits, ...options.limits }
  const queue = options.hosts ?? new HostQueue()
  const agents = new Agents((extraCa) => newAgent(options, limits, extraCa))
  const visitor = ({ key, extraCa = "" }: { key?: string; extraCa?: string | undefined }): GuardedVisitor => {
    const visit = <Answer>(go: (client: Client) => Promise<Answer>) =>
      agents.using(extraCa, (agent) => go({ agent, queue, limits, userAgent: options.userAgent, key }))
    return {
      fetch: (url, fetchOptions = {}) => visit((client) => withRetries(url, fetchOptions, { ...options, ...client })),
      stream: (url, streamOptions, take) => visit((client) => streamed(url, streamOptions, { client, take })),
    }
  }
  return {
    ...visitor({}),
    visitorFor: visitor,
    close: () => agents.destroy(),
  }
}

function newAgent({ allow, resolve = resolveBySystem }: GuardedFetchOptions, limits: FetchLimits, extraCa: string) {
  return new Agent({
    connect: guardedConnector(addressRule(allow), resolve, {
      timeoutMs: limits.connectTimeoutMs,
      ...(extraCa ? { extraCa } : {}),
    }),
    maxHeaderSize: limits.maxHeaderBytes,
    headersTimeout: limits.timeoutMs,
    bodyTimeout: limits.timeoutMs,
    keepAliveTimeout: 4_000,
    pipelining: 1,
  })
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
  const wait = Math.max(backOff, retryAfterMs(outcome.headers["retry-after"]))
  return wait <= limits.maxWaitMs ? wait : undefined
}

async function oneAttempt(url: string, options: FetchOptions, client: Client): Promise<Outcome> {
  try {
    return await inTurn(url, options, { client, take: (answered) => wholeBody(answered, options, client.limits) })
  } catch (error) {
    if (error instanceof FetchRefused) return error
    throw error
  }
}

async function wholeBody(answered: Answered, options: FetchOptions, limits: FetchLimits): Promise<GuardedResponse> {
  if (options.method === "HEAD") {
    discard(answered.body)
    return responseOf(answered, new Uint8Array())
  }
  const onlyStart = options.firstBytes !== undefined
  const maxBytes = options.firstBytes ?? options.maxBytes ?? limits.maxBytes
  if (!onlyStart) refuseTooLarge(answered, maxBytes)
  return responseOf(answered, await readBody(answered, { maxBytes, onlyStart }))
}

function responseOf({ status, headers, url }: Answered, body: Uint8Array): GuardedResponse {
  return {
    status,
    headers,
    url,
    bytes: async () => body,
    text: async () => new TextDecoder().decode(body),
  }
}

function originOf(url: string): string {
  return URL.parse(url)?.origin ?? "invalid"
}

function nameOf(outcome: Outcome): string {
  return outcome instanceof FetchRefused ? outcome.code : String(outcome.status)
}
