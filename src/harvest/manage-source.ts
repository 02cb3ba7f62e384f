/** What people of the office do with a source: change it, switch it off and on, run it, decide about a run that waits. */
import { isDeepStrictEqual } from "node:util"
import { assertMayOnOrganization, organizationsById } from "../catalogue/index.ts"
import { type Actor, mayEverything } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import { NotAllowed, WrongState } from "../platform/refusal.ts"
import type { LocalisedText } from "../texts/index.ts"
import {
  assertMayRank,
  checkedMapping,
  checkedOptions,
  checkedUrl,
  checkSchedule,
  organizationOf,
} from "./add-source.ts"
import { askForConfirmedRun, askForHarvest } from "./ask-for-run.ts"
import { checkedCertificates } from "./certificates.ts"
import { HarvestRunNotHeld, HarvestSourceExists, HarvestSourceInvalid, HarvestSourceNotFound } from "./errors.ts"
import type { SourceMapping } from "./mapping/index.ts"
import { isOvertaken, runById } from "./run-store.ts"
import { lockSource, type StoredSource, sourceByAddress, sourceById, updateSource } from "./source-store.ts"

export interface Doing {
  readonly by: Actor
  readonly at: Date
}

export interface SourceEdit {
  readonly url: string
  readonly name: string
  readonly displayName?: LocalisedText | undefined
  /** Slug or id of the organisation that answers for it. */
  readonly organization: string
  readonly organizations: "given" | "remote"
  readonly schedule?: string | undefined
  readonly options: Readonly<Record<string, unknown>>
  readonly rank: number
  /** Kept as it is where nothing is said of it. */
  readonly mapping?: unknown
  readonly fullEveryDays?: number | undefined
  readonly archive?: boolean | undefined
  /** Certificates of authorities (PEM); an empty text takes them away. */
  readonly extraCa?: string | undefined
}

/** Whoever may manage the sources of a body; creating bodies from what a source names is an administrator's act. */
export function assertMayManageSources(
  actor: Actor,
  { organizationId, organizations }: { organizationId: string; organizations: "given" | "remote" },
): void {
  assertMayOnOrganization(actor, "manage-sources", organizationId)
  if (organizations === "remote" && !mayEverything(actor)) throw new NotAllowed("create-below")
}

/** A source that the actor may manage; others are not there for her. */
export async function sourceFor(db: Db, id: string, actor: Actor): Promise<StoredSource> {
  const source = await sourceById(db, id)
  if (!source) throw new HarvestSourceNotFound(id)
  assertMayOnOrganization(actor, "manage-sources", source.organization.id)
  return source
}

export async function editSource(db: Db, id: string, edit: SourceEdit, doing: Doing): Promise<void> {
  const organization = await organizationNamed(db, edit.organization)
  await changing(db, id, doing, (tx, before) => edited(tx, before, { ...edit, organization, by: doing.by }))
}

/** What it would be, edited so; nothing is kept. Refuses what `editSource` would refuse. */
export async function sourceAsEdited(db: Db, id: string, edit: SourceEdit, by: Actor): Promise<StoredSource> {
  const before = await sourceFor(db, id, by)
  return edited(db, before, { ...edit, organization: await organizationNamed(db, edit.organization), by })
}

async function organizationNamed(db: Db, ref: string): Promise<StoredSource["organization"]> {
  const [body] = await organizationsById(db, [await organizationOf(db, ref)])
  if (!body) throw new HarvestSourceInvalid("organization", `there is no organisation "${ref}"`)
  return { id: body.id, slug: body.slug, name: body.name }
}

/** What an administrator let speak for other bodies stays at its address: another one could speak for them otherwise. */
function assertMayEdit(
  by: Actor,
  before: StoredSource,
  after: Pick<StoredSource, "url" | "organization" | "organizations">,
) {
  const isSame =
    before.organizations === "remote" && after.url === before.url && after.organization.id === before.organization.id
  const organizations = isSame ? "given" : after.organizations
  assertMayManageSources(by, { organizationId: after.organization.id, organizations })
}

/** Says something else of its words, defaults or filters; what others said meanwhile stays. */
export async function editMapping(
  db: Db,
  id: string,
  change: (before: SourceMapping) => unknown,
  doing: Doing,
): Promise<void> {
  await changing(db, id, doing, async (_tx, before) => ({ ...before, mapping: checkedMapping(change(before.mapping)) }))
}

async function edited(
  db: Db,
  stored: StoredSource,
  {
    by,
    ...edit
  }: Omit<SourceEdit, "organization"> & {
    readonly organization: StoredSource["organization"]
    readonly by: Actor
  },
): Promise<StoredSource> {
  const { displayName: _name, schedule: _schedule, extraCa: known, ...before } = stored
  const {
    displayName,
    schedule,
    mapping,
    fullEveryDays = before.fullEveryDays,
    archive = before.archive,
    extraCa = known,
    ...given
  } = edit
  const url = checkedUrl(edit.url)
  assertMayEdit(by, stored, { ...given, url })
  assertMayRank(by, edit.rank, before.rank)
  if (schedule) checkSchedule(schedule)
  const other =
    url === before.url ? undefined : await sourceByAddress(db, { kind: before.kind, url, except: before.id })
  if (other) throw new HarvestSourceExists(other.id, url)
  return {
    ...before,
    ...given,
    url,
    options: checkedOptions(before.kind, edit.options),
    mapping: mapping === undefined ? before.mapping : checkedMapping(mapping),
    fullEveryDays,
    archive,
    ...(extraCa ? { extraCa: extraCa === known ? known : checkedCertificates(extraCa) } : {}),
    ...(displayName ? { displayName } : {}),
    ...(schedule ? { schedule } : {}),
  }
}

/** A source that is switched off keeps its datasets and is run no more. */
export async function setSourceActive(
  db: Db,
  { id, active }: { id: string; active: boolean },
  doing: Doing,
): Promise<void> {
  await changing(db, id, doing, async (_tx, before) => ({ ...before, active }))
}

/** Asks the worker for a run now. */
export async function runSourceNow(db: Db, id: string, { by }: Doing): Promise<void> {
  const source = await sourceFor(db, id, by)
  if (!source.active) throw new WrongState("run", "inactive")
  await askForHarvest(db, id)
}

/** Says that the records which a waiting run missed are really gone; the worker carries it out. */
export async function confirmWaitingRun(db: Db, runId: string, { by, at }: Doing): Promise<void> {
  const run = await runById(db, runId)
  if (!run) throw new HarvestRunNotHeld(runId)
  await sourceFor(db, run.sourceId, by)
  if (run.status !== "needs-confirmation" || (await isOvertaken(db, run))) throw new HarvestRunNotHeld(runId)
  await inTransaction(db, async (tx) => {
    await askForConfirmedRun(tx, { runId, sourceId: run.sourceId })
    await appendChanges(tx, [{ entity: "harvest-run", entityId: runId, kind: "confirmed" }], by, at)
  })
}

const compared = [
  "url",
  "name",
  "displayName",
  "organization",
  "organizations",
  "schedule",
  "options",
  "rank",
  "active",
  "mapping",
  "fullEveryDays",
  "archive",
  "extraCa",
] as const

/** Where one of them changes, what we hold was made otherwise: the next run compares all of it anew. */
const decidesReading: ReadonlySet<string> = new Set([
  "url",
  "organization",
  "organizations",
  "options",
  "rank",
  "mapping",
])

async function changing(
  db: Db,
  id: string,
  { by, at }: Doing,
  change: (tx: Tx, before: StoredSource) => Promise<StoredSource>,
): Promise<void> {
  await inTransaction(db, async (tx) => {
    const before = await lockSource(tx, id)
    if (!before) throw new HarvestSourceNotFound(id)
    assertMayOnOrganization(by, "manage-sources", before.organization.id)
    const after = await change(tx, before)
    const fields = compared.filter((field) => !isDeepStrictEqual(before[field], after[field]))
    if (fields.length === 0) return
    const isReadOtherwise = fields.some((field) => decidesReading.has(field))
    await updateSource(tx, after, isReadOtherwise ? { fullDueSince: at } : {})
    await appendChanges(tx, [{ entity: "harvest-source", entityId: id, kind: "updated", fields }], by, at)
  })
}
