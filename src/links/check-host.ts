/** The turn of one host: some of what is due there, politely, and what it means. */
import { setTimeout as sleep } from "node:timers/promises"
import { type Measurement, storeMeasurements } from "../catalogue/index.ts"
import { systemActor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import { type Db, inTransaction } from "../platform/db.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { Finding } from "./link.ts"
import { type CheckedLink, type DueLink, dueLinks, endTurn, saveStates, type Turn } from "./link-store.ts"
import { answersAnyName, lookAtLink } from "./look-at-link.ts"
import { stateAfter } from "./next-state.ts"
import { factsOf } from "./probe-address.ts"
import { unlikelyName } from "./unlikely-name.ts"

export interface CheckDeps {
  readonly db: Db
  readonly fetch: FetchGuarded
  readonly clock: Clock
  readonly random?: () => number
  /** Between two links of a host. */
  readonly pauseMs?: number
  readonly signal?: AbortSignal
}

/** What a host is asked in one turn; the others have theirs before it has another. */
const linksPerTurn = 40
const atOnce = 2
const usualPauseMs = 100
const turnMs = 30_000
/** So many links in a row without an answer: the host is down, and the rest of the turn is as well. */
const downAfter = 3

interface Checked {
  readonly link: DueLink
  readonly finding: Finding
  readonly ms: number
}

/** Answers how many links were checked. */
export async function checkHost(turn: Turn, deps: CheckDeps): Promise<number> {
  const { db, clock } = deps
  const links = await dueLinks(db, { host: turn.host, now: clock.now(), limit: linksPerTurn })
  const visit = new Visit(turn, deps)
  try {
    await visit.all(links)
  } finally {
    await store(visit.checked, deps)
    await endTurn(db, { host: turn.host, freeAt: visit.freeAt(), tried: visit.tried })
  }
  return visit.checked.length
}

/** What one turn has learnt so far. */
class Visit {
  readonly checked: Checked[] = []
  tried: { acceptsAnything: boolean; at: Date } | undefined
  readonly #turn: Turn
  readonly #deps: CheckDeps
  readonly #until = performance.now() + turnMs
  #acceptsAnything: Promise<boolean> | undefined
  #silent = 0
  #waitMs = 0

  constructor(turn: Turn, deps: CheckDeps) {
    this.#turn = turn
    this.#deps = deps
  }

  async all(links: readonly DueLink[]): Promise<void> {
    const { signal, pauseMs = usualPauseMs } = this.#deps
    const open = [...links].reverse()
    const next = async (): Promise<void> => {
      for (let link = open.pop(); link; link = open.pop()) {
        if (this.#waitMs > 0 || performance.now() > this.#until) return
        await this.#check(link)
        await sleep(pauseMs * atOnce, undefined, signal ? { signal } : {})
        if (this.#isDown()) return this.#giveUp(open.splice(0))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, next))
  }

  freeAt(): Date {
    return new Date(this.#deps.clock.now().getTime() + this.#waitMs)
  }

  async #check(link: DueLink): Promise<void> {
    const started = performance.now()
    const { fetch, signal } = this.#deps
    const isFine = link.state.verdict === "ok" && link.state.code === undefined
    const finding = await lookAtLink(link.declared, {
      ...{ fetch, signal, fineAs: isFine ? link.seen : undefined },
      acceptsAnything: (url) => this.#answersAnyName(url),
    })
    this.checked.push({ link, finding, ms: performance.now() - started })
    this.#silent = finding.status === 0 ? this.#silent + 1 : 0
    this.#waitMs = Math.max(this.#waitMs, finding.waitMs ?? 0)
  }

  #isDown(): boolean {
    return this.#silent >= downAfter
  }

  #giveUp(links: readonly DueLink[]): void {
    const code = this.checked.at(-1)?.finding.code ?? "network"
    for (const link of links) this.checked.push({ link, finding: { status: 0, code, seen: {} }, ms: 0 })
  }

  /** Asked once of a host, however many of its files are odd. */
  #answersAnyName(url: string): Promise<boolean> {
    const { fetch, clock } = this.#deps
    const known = this.#turn.acceptsAnything
    this.#acceptsAnything ??=
      known === undefined
        ? answersAnyName(url, { fetch, name: unlikelyName(url) }).then((acceptsAnything) => {
            this.tried = { acceptsAnything, at: clock.now() }
            return acceptsAnything
          })
        : Promise.resolve(known)
    return this.#acceptsAnything
  }
}

async function store(all: readonly Checked[], { db, clock, random = Math.random }: CheckDeps): Promise<void> {
  if (all.length === 0) return
  const now = clock.now()
  const checked = all.map(({ link, finding, ms }) => {
    const next = stateAfter(link.state, finding, { now, ms, random: random() })
    const saved: CheckedLink = { id: link.id, url: link.declared.url, next, seen: seenOf(finding) }
    return { saved, measured: measurementOf(saved, finding, now) }
  })
  // Apart, and in this order: harvests hold files before links, and what is told twice is better than what is never told.
  const measured = checked.flatMap((one) => one.measured ?? [])
  await inTransaction(db, (tx) => storeMeasurements(tx, measured, systemActor, now))
  const states = checked.map(({ saved }) => saved)
  await inTransaction(db, (tx) => saveStates(tx, states))
}

function seenOf({ code, seen }: Finding) {
  return code === undefined ? seen : undefined
}

/** A host that was busy told nothing of the file: what was known of it stays. */
function measurementOf(
  { id, url, next: { state } }: CheckedLink,
  finding: Finding,
  now: Date,
): Measurement | undefined {
  if (finding.waitMs !== undefined) return undefined
  const { verdict, failingSince } = state
  const since = failingSince ? { since: failingSince.toISOString() } : {}
  return { id, url, facts: { checkedAt: now.toISOString(), ...factsOf(finding), verdict, ...since } }
}
