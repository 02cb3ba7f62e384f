import { setTimeout as sleep } from "node:timers/promises"
import { type Times, timesOf } from "./times.ts"

export interface Visit {
  readonly url: string
  /** A server that does nothing, asked as often as each kind of page: what it takes, the machine takes. */
  readonly bareUrl: string
  /** Datasets to look at, one after the other. */
  readonly slugs: readonly string[]
  /** Asked before each page whether it was the last. */
  readonly isOver: () => boolean
}

const kinds = ["home", "search", "dataset", "bare"] as const
export type PageTimes = Readonly<Record<(typeof kinds)[number], Times>>

const betweenMs = 50
const words = "prix eau production budget musées Sfax pluviométrie santé écoles olive blé pêche".split(" ")

/** One visitor who asks for a page twenty times a second, whether or not the last one has come; how long each kind took. */
export async function visit(given: Visit): Promise<PageTimes> {
  const durations: Record<(typeof kinds)[number], number[]> = { home: [], search: [], dataset: [], bare: [] }
  const underWay: Promise<void>[] = []
  for (let turn = 0; !given.isOver(); turn++) {
    const kind = kinds[turn % kinds.length]!
    underWay.push(askFor(addressOf(kind, Math.floor(turn / kinds.length), given), durations[kind]))
    await sleep(betweenMs)
  }
  await Promise.all(underWay)
  const { home, search, dataset, bare } = durations
  return { home: timesOf(home), search: timesOf(search), dataset: timesOf(dataset), bare: timesOf(bare) }
}

function addressOf(kind: (typeof kinds)[number], round: number, { url, bareUrl, slugs }: Visit): string {
  if (kind === "bare") return bareUrl
  if (kind === "home") return `${url}/fr`
  if (kind === "dataset") return `${url}/fr/datasets/${slugs[round % slugs.length]}`
  const [first, second] = [words[round % words.length]!, words[Math.floor(round / words.length) % words.length]!]
  return `${url}/fr/datasets?q=${encodeURIComponent(`${first} ${second} ${round}`)}`
}

/** Adds the milliseconds until a page was read; throws where it is no page. */
export async function askFor(url: string, durations: number[]): Promise<void> {
  const started = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  durations.push(performance.now() - started)
}
