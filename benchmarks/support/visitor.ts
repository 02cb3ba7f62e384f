import { setTimeout as sleep } from "node:timers/promises"
import { type Times, timesOf } from "./times.ts"

export interface Visit {
  readonly url: string
  /** Datasets to look at, one after the other. */
  readonly slugs: readonly string[]
  /** Asked before each page whether it was the last. */
  readonly isOver: () => boolean
}

const kinds = ["home", "search", "dataset"] as const
export type PageTimes = Readonly<Record<(typeof kinds)[number], Times>>

const betweenMs = 50
const words = "prix eau production budget musées Sfax pluviométrie santé écoles olive blé pêche".split(" ")

/** One visitor who asks for a page twenty times a second, whether or not the last one has come; how long each kind took. */
export async function visit({ url, slugs, isOver }: Visit): Promise<PageTimes> {
  const durations = { home: [] as number[], search: [] as number[], dataset: [] as number[] }
  const underWay: Promise<void>[] = []
  for (let turn = 0; !isOver(); turn++) {
    const kind = kinds[turn % kinds.length]!
    underWay.push(askFor(`${url}${pathOf(kind, Math.floor(turn / kinds.length), slugs)}`, durations[kind]))
    await sleep(betweenMs)
  }
  await Promise.all(underWay)
  return { home: timesOf(durations.home), search: timesOf(durations.search), dataset: timesOf(durations.dataset) }
}

function pathOf(kind: (typeof kinds)[number], round: number, slugs: readonly string[]): string {
  if (kind === "home") return "/fr"
  if (kind === "dataset") return `/fr/datasets/${slugs[round % slugs.length]}`
  const [first, second] = [words[round % words.length]!, words[Math.floor(round / words.length) % words.length]!]
  return `/fr/datasets?q=${encodeURIComponent(`${first} ${second} ${round}`)}`
}

async function askFor(url: string, durations: number[]): Promise<void> {
  const started = performance.now()
  const answer = await fetch(url)
  await answer.arrayBuffer()
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}`)
  durations.push(performance.now() - started)
}
