import { accountsByIds, openMembershipRequests } from "../../../accounts/index.ts"
import { bodiesAskedFor, countOpenPairs, mayOnOrganization } from "../../../catalogue/index.ts"
import { type PortalSettings, portalSettings } from "../../../editorial/index.ts"
import { healthOfSources, type StoredRun, sourceById, troubledRuns } from "../../../harvest/index.ts"
import { mayEverything } from "../../../platform/actor.ts"
import type { Db } from "../../../platform/db.ts"
import { queueFigures } from "../../../platform/jobs/index.ts"
import {
  type ActionCode,
  actionFor,
  averageQuality,
  type QualityGain,
  type QualitySummary,
  qualityGains,
} from "../../../quality/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { freshnessOf } from "../../models/freshness.ts"
import type { Viewer } from "../office-route.ts"
import {
  type Activity,
  activities,
  type Bodies,
  type DatasetFigures,
  datasetFigures,
  type LateDataset,
  oldestLate,
  reviewsByBody,
  toCorrect,
} from "./desk-store.ts"
import type { Needs } from "./todo.ts"

export interface Desk {
  readonly needs: Needs
  readonly figures: DatasetFigures
  readonly quality: QualitySummary
  readonly goal: PortalSettings["upToDateGoal"]
  readonly gains: readonly DeskGain[]
  readonly activities: readonly (Activity & { readonly by?: string | undefined })[]
}

/** One thing to do on many datasets. */
export interface DeskGain {
  readonly action: ActionCode
  /** Points for each dataset, at most. */
  readonly gain: number
  readonly datasets: number
}

/** Bodies whose work the viewer sees, and those for which she answers; `undefined`: all. */
export function bodiesOf({ actor }: Viewer): { readonly seen: Bodies; readonly led: Bodies } {
  if (mayEverything(actor)) return { seen: undefined, led: undefined }
  const led = actor.organizationIds.filter((id) => mayOnOrganization(actor, "manage-sources", id))
  return { seen: actor.organizationIds, led }
}

const monthsOfActivity = 3
const dayMs = 86_400_000

export async function readDesk(
  db: Db,
  viewer: Viewer,
  { now, vocabularies }: { now: Date; vocabularies: Vocabularies },
): Promise<Desk> {
  const { seen, led } = bodiesOf(viewer)
  const since = new Date(now.getTime() - monthsOfActivity * 30 * dayMs)
  const [figures, quality, gains, latest, settings] = await Promise.all([
    datasetFigures(db, seen, { now, monthStart: startOfMonth(now) }),
    averageQuality(db, seen),
    qualityGains(db, seen),
    activities(db, seen, { since, limit: 8 }),
    portalSettings(db),
  ])
  return {
    needs: await readNeeds(db, viewer, {
      led,
      now,
      figures,
      oldest: await oldestOf(db, seen, { figures, now, vocabularies }),
    }),
    figures,
    quality,
    goal: settings.upToDateGoal,
    gains: byAction(gains).slice(0, 3),
    activities: await withNames(db, latest),
  }
}

async function readNeeds(
  db: Db,
  { actor, account }: Viewer,
  { led, now, figures, oldest }: { led: Bodies; now: Date; figures: DatasetFigures; oldest: Needs["oldest"] },
): Promise<Needs> {
  const leads = led === undefined || led.length > 0
  const [runs, corrections, reviews, requests, duplicates, queue] = await Promise.all([
    leads ? troubledRuns(db, { organizationIds: led, limit: 5 }) : [],
    toCorrect(db, account.id),
    leads ? reviewsByBody(db, led) : [],
    leads ? openMembershipRequests(db, { ...(led ? { organizationIds: led } : {}), limit: 100 }) : [],
    leads ? countOpenPairs(db, bodiesAskedFor(actor)) : 0,
    mayEverything(actor) ? queueFigures(db) : undefined,
  ])
  return {
    troubled: await withSources(db, runs, now),
    toCorrect: corrections,
    reviews,
    requests: requests.length,
    duplicates,
    late: figures.late,
    oldest,
    broken: figures.broken,
    failedJobs: queue?.failed ?? 0,
  }
}

async function withSources(db: Db, runs: readonly StoredRun[], now: Date): Promise<Needs["troubled"]> {
  const ids = runs.map(({ sourceId }) => sourceId)
  const health = await healthOfSources(db, ids, now)
  const found: Needs["troubled"][number][] = []
  for (const run of runs) {
    const source = await sourceById(db, run.sourceId)
    const finding = health.get(run.sourceId)?.findings[0]
    if (source) found.push({ run, source, finding })
  }
  return found
}

async function oldestOf(
  db: Db,
  bodies: Bodies,
  { figures, now, vocabularies }: { figures: DatasetFigures; now: Date; vocabularies: Vocabularies },
): Promise<Needs["oldest"]> {
  const late: LateDataset | undefined = figures.late > 0 ? await oldestLate(db, bodies, now) : undefined
  if (!late) return undefined
  const frequency = vocabularies.frequencies.find(({ code }) => code === late.frequency)
  const freshness = freshnessOf({ frequency, modified: late.modified }, now)
  return freshness.kind === "late" ? { title: late.title, lateMs: freshness.lateMs } : undefined
}

/** Measures that one act helps with are one line: what it brings to a dataset, on how many at least. */
export function byAction(gains: readonly QualityGain[]): DeskGain[] {
  const actions = new Map<ActionCode, DeskGain>()
  for (const { measure, gain, datasets } of gains) {
    const action = actionFor(measure)
    if (!action) continue
    const known = actions.get(action)
    const each = Math.round(gain / datasets)
    actions.set(action, {
      action,
      gain: (known?.gain ?? 0) + each,
      datasets: Math.max(known?.datasets ?? 0, datasets),
    })
  }
  return [...actions.values()].sort((a, b) => b.gain * b.datasets - a.gain * a.datasets)
}

async function withNames(db: Db, latest: readonly Activity[]): Promise<Desk["activities"]> {
  const people = await accountsByIds(
    db,
    latest.map(({ actor }) => actor),
  )
  return latest.map((one) => ({ ...one, by: people.get(one.actor)?.name || undefined }))
}

export function startOfMonth(now: Date): Date {
  return new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1))
}
