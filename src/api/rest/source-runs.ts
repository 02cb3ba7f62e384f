/** Harvests that were: how they read, how they ended, and those that wait for a word. */
import { z } from "zod"
import { confirmWaitingRun, runById, runsOfSource, type StoredRun } from "../../harvest/index.ts"
import type { Actor } from "../../platform/actor.ts"
import type { Db } from "../../platform/db.ts"
import { InvalidCursor, RunNotFound } from "../errors.ts"
import { readCursor, writeCursor } from "./cursor.ts"
import { endpoint } from "./endpoint.ts"
import { officePage, officePaging } from "./office-paging.ts"
import { doing, idParameter, iso, knownId } from "./office-support.ts"
import { knownSource } from "./source-answer.ts"

const counts = z
  .object({
    created: z.number(),
    updated: z.number(),
    unchanged: z.number(),
    withdrawn: z.number(),
    refused: z.number(),
  })
  .meta({ id: "RunCounts" })

export const run = z
  .object({
    id: z.string(),
    sourceId: z.string(),
    status: z.string().describe("running, done, done-with-errors, failed, needs-confirmation or interrupted"),
    startedAt: z.string(),
    finishedAt: z.string().nullable(),
    counts: counts.describe("As applied"),
    planned: counts.describe("As it would be"),
    mode: z
      .enum(["full", "changes", "not-modified"])
      .describe("changes: only those since the reading before were asked for; not-modified: nothing had changed"),
    resumed: z.boolean().describe("It went on where a run that was cut had come to"),
    scheduled: z.boolean().describe("A schedule asked for it, not a person"),
    durationMs: z.number().nullable(),
    live: z.number().nullable().describe("Records of the source that were live after it"),
    reason: z
      .object({
        code: z.string(),
        message: z.string(),
        detail: z.record(z.string(), z.unknown()).describe("Where in the source: address, line, what was expected"),
      })
      .nullable()
      .describe("Why it failed or waits"),
  })
  .meta({ id: "HarvestRun" })

export function runToJson({
  id,
  sourceId,
  status,
  startedAt,
  finishedAt,
  reason,
  ...rest
}: StoredRun): z.infer<typeof run> {
  return {
    ...{ id, sourceId, status, startedAt: startedAt.toISOString(), finishedAt: iso(finishedAt) },
    counts: countsToJson(rest.counts),
    planned: countsToJson(rest.planned),
    ...{ mode: rest.mode, resumed: rest.resumed, scheduled: rest.scheduled },
    ...{ durationMs: rest.durationMs ?? null, live: rest.live ?? null },
    reason: reason ? { code: reason.code, message: reason.message, detail: { ...reason.detail } } : null,
  }
}

function countsToJson({ created, updated, unchanged, withdrawn, refused }: StoredRun["counts"]) {
  return { created, updated, unchanged, withdrawn, refused }
}

const runCursor = z.strictObject({ t: z.iso.datetime() })

export const listRuns = endpoint({
  id: "listRuns",
  signedIn: true,
  group: "sources",
  path: "/sources/{id}/runs",
  summary: {
    ar: "عمليات الجلب، من الأحدث",
    fr: "Les moissons, la plus récente d’abord",
    en: "The harvests, newest first",
  },
  pathParameters: { id: idParameter },
  query: officePaging,
  answer: z
    .object({ items: z.array(run), next: z.string().nullable(), limit: z.number(), maxLimit: z.number() })
    .meta({ id: "HarvestRunList" }),
  refusals: ["harvest-source-not-found", "invalid-cursor"],
  examples: [],
  async handle({ path, query: { limit, cursor }, caller }, { db }) {
    const { id: sourceId } = await knownSource(db, path.id, caller)
    const before = cursor === undefined ? undefined : new Date(readCursor(cursor, runCursor).t)
    if (before && Number.isNaN(before.getTime())) throw new InvalidCursor()
    const found = await runsOfSource(db, { sourceId, limit, before })
    const next = found.next && writeCursor({ t: found.next.toISOString() })
    return officePage(found.runs.map(runToJson), { limit, next })
  },
})

/** Whoever may not manage the source of a run learns nothing of it but that she may not. */
export async function knownRun(db: Db, id: string, caller: Actor): Promise<StoredRun> {
  const notFound = (unknown: string) => new RunNotFound(unknown)
  const known = await runById(db, knownId(id, notFound))
  if (!known) throw notFound(id)
  await knownSource(db, known.sourceId, caller)
  return known
}

export const confirmRun = endpoint({
  id: "confirmRun",
  method: "POST",
  group: "sources",
  path: "/runs/{id}/confirm",
  summary: {
    ar: "تأكيد أن ما غاب عن المصدر سُحب حقا",
    fr: "Confirmer que ce qui manque à la source est bien retiré",
    en: "Confirm that what the source no longer has is really gone",
  },
  pathParameters: { id: idParameter },
  query: {},
  answer: run,
  status: 202,
  refusals: ["harvest-run-not-found", "harvest-run-not-held"],
  examples: [],
  async handle({ path, ...input }, deps) {
    const { id } = await knownRun(deps.db, path.id, input.caller)
    await confirmWaitingRun(deps.db, id, doing(input, deps))
    return { kind: "found", body: runToJson(await knownRun(deps.db, id, input.caller)) }
  },
})
