/** Previews as somebody asks for them: the worker makes them, since a catalogue may be large, and they wait to be read. */
import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { type Db, inTransaction } from "../platform/db.ts"
import { enqueueJob } from "../platform/jobs/index.ts"
import { Refusal } from "../platform/refusal.ts"
import { checkedSource } from "./add-source.ts"
import { canonicalJson } from "./digest.ts"
import { HarvestPreviewNotFound } from "./errors.ts"
import { assertMayManageSources, sourceAsEdited, sourceFor } from "./manage-source.ts"
import { type Preview, type PreviewedSource, previewSource } from "./preview.ts"
import type { HarvestDeps } from "./run-harvest.ts"

export const previewJob = "preview-source"
const longestMs = 120_000
const keptMs = 24 * 60 * 60 * 1000
/** Of one person; one that she threw away before its turn came is not made. */
const mostKept = 10

export interface StoredPreview {
  readonly id: string
  readonly source: PreviewedSource
  readonly askedAt: Date
  /** Absent while it is made, and where it never will be. */
  readonly finishedAt?: Date
  readonly preview?: Preview
  /** Why none could be made. */
  readonly refusal?: PreviewRefusal
}

interface PreviewRefusal {
  readonly code: string
  readonly message: string
}

/** Of a preview whose job is gone, or failed as often as it may: nobody makes it any more. */
const failedForGood: PreviewRefusal = {
  code: "preview-failed",
  message:
    "The preview failed for a reason on our side, three times. Ask for it again; if it fails once more, tell the portal's administrators.",
}

/**
 * Answers the id to read it by. Throws `HarvestSourceInvalid` where the source could not be kept, `NotAllowed` for who may not
 * manage sources there.
 */
export async function askForPreview(
  db: Db,
  source: PreviewedSource,
  { by, at, newId }: { by: Actor; at: Date; newId: () => string },
): Promise<string> {
  const id = newId()
  if ("id" in source) {
    if (source.edit) await sourceAsEdited(db, source.id, source.edit, by)
    else await sourceFor(db, source.id, by)
  } else {
    const { organizationId, organizations } = await checkedSource(db, source, { id, at })
    assertMayManageSources(by, { organizationId, organizations })
  }
  await inTransaction(db, async (tx) => {
    await sql`
      delete from harvest_preview
      where asked_at < ${new Date(at.getTime() - keptMs)}
        or (asked_by = ${by.id} and id not in (
          select id from harvest_preview where asked_by = ${by.id} order by asked_at desc, id desc limit ${mostKept - 1}
        ))
    `.execute(tx)
    await sql`
      insert into harvest_preview (id, source, asked_by, asked_at)
      values (${id}, ${JSON.stringify(source)}, ${by.id}, ${at})
    `.execute(tx)
    await enqueueJob(tx, { name: previewJob, payload: { id }, key: jobKey(id), attempts: 3 })
  })
  return id
}

/** Read by who asked for it and by nobody else. Throws `HarvestPreviewNotFound`. */
export async function previewById(db: Db, id: string, by: Actor): Promise<StoredPreview> {
  const stored = await readPreview(db, id)
  if (stored?.askedBy !== by.id) throw new HarvestPreviewNotFound(id)
  const { askedBy: _askedBy, ...preview } = stored
  return preview
}

/** Makes a preview that was asked for; what refuses it is the answer then. */
export async function makePreview(id: string, deps: HarvestDeps): Promise<void> {
  const asked = await readPreview(deps.db, id)
  if (!asked || asked.finishedAt) return
  const signal = AbortSignal.any([AbortSignal.timeout(longestMs), ...(deps.signal ? [deps.signal] : [])])
  const outcome = await previewSource(asked.source, { ...deps, signal }).then(
    (preview) => ({ preview }),
    (error: unknown) => {
      if (error instanceof Refusal) return { refusal: { code: error.code, message: error.message } }
      throw error
    },
  )
  const { preview, refusal } = { preview: undefined, refusal: undefined, ...outcome }
  await sql`
    update harvest_preview
    set finished_at = ${deps.clock.now()}, preview = ${preview ? canonicalJson(preview) : null},
      refusal = ${refusal ? JSON.stringify(refusal) : null}
    where id = ${id}
  `.execute(deps.db)
}

async function readPreview(db: Db, id: string): Promise<(StoredPreview & { readonly askedBy: string }) | undefined> {
  const { rows } = await sql<{
    source: PreviewedSource
    asked_by: string
    asked_at: Date
    finished_at: Date | null
    preview: Preview | null
    refusal: PreviewRefusal | null
    given_up: boolean
  }>`
    select *, finished_at is null and not exists (
      select from graphile_worker.jobs where key = ${jobKey(id)} and (attempts < max_attempts or locked_at is not null)
    ) as given_up
    from harvest_preview where id = ${id}
  `.execute(db)
  const [row] = rows
  if (!row) return undefined
  const refusal = row.given_up ? failedForGood : row.refusal
  return {
    id,
    source: row.source,
    askedBy: row.asked_by,
    askedAt: row.asked_at,
    ...(row.finished_at ? { finishedAt: row.finished_at } : {}),
    ...(row.preview ? { preview: row.preview } : {}),
    ...(refusal ? { refusal } : {}),
  }
}

function jobKey(id: string): string {
  return `${previewJob}:${id}`
}
