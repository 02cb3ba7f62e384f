import { troubledRuns } from "../../../harvest/index.ts"
import { readHead } from "../../../platform/changes/index.ts"
import { type QueueFigures, queueFigures } from "../../../platform/jobs/index.ts"
import type { OfficeContext } from "../office-route.ts"
import { startOfMonth } from "./desk-model.ts"
import { type CountryFigures, countryFigures, growthByMonth, type TroubledBody, troubledBodies } from "./desk-store.ts"

/** The whole portal, for those who steer it. */
export interface Country {
  readonly figures: CountryFigures
  readonly troubledSources: number
  readonly queue: QueueFigures
  /** Changes that the search of this server has not read yet. */
  readonly indexBehind: number
  readonly growth: readonly { readonly month: string; readonly added: number }[]
  readonly bodies: readonly TroubledBody[]
  readonly disk?: { readonly free: number; readonly size: number } | undefined
}

const months = 12

export async function readCountry({ db, search, diskSpace }: OfficeContext, now: Date): Promise<Country> {
  const [figures, troubled, queue, head, growth, bodies, disk] = await Promise.all([
    countryFigures(db, startOfMonth(now)),
    troubledRuns(db, { limit: 100 }),
    queueFigures(db),
    readHead(db),
    growthByMonth(db, firstMonth(now)),
    troubledBodies(db, { now, limit: 8 }),
    diskSpace?.(),
  ])
  return {
    figures,
    troubledSources: troubled.length,
    queue,
    indexBehind: Math.max(0, head.position - search.position().position),
    growth: allMonths(now).map((month) => ({ month, added: growth.find((one) => one.month === month)?.added ?? 0 })),
    bodies,
    disk,
  }
}

function firstMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - months + 1, 1))
}

function allMonths(now: Date): string[] {
  const first = firstMonth(now)
  return Array.from({ length: months }, (_, at) =>
    new Date(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + at, 1)).toISOString().slice(0, 7),
  )
}
