/** Takes a new source into the catalogue of sources, once its kind, address and options are known to make sense. */

import { Cron } from "croner"
import { organizationByRef } from "../catalogue/index.ts"
import { type Actor, mayEverything } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Clock } from "../platform/clock.ts"
import { type Db, inTransaction, type Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { NotAllowed } from "../platform/refusal.ts"
import type { LocalisedText } from "../texts/index.ts"
import { checkedCertificates } from "./certificates.ts"
import type { ConnectorKind } from "./connector.ts"
import { connectorFor, isConnectorKind } from "./connectors/index.ts"
import { HarvestSourceExists, HarvestSourceInvalid } from "./errors.ts"
import { type SourceMapping, sourceMappingSchema } from "./mapping/index.ts"
import { insertSource, type SourceRow, sourceByAddress } from "./source-store.ts"

export interface NewSource {
  readonly kind: string
  readonly url: string
  /** Slug or id of the organisation that answers for it. */
  readonly organization: string
  readonly organizations?: "given" | "remote"
  readonly name?: string
  readonly displayName?: LocalisedText
  /** Five-field cron expression in the portal's time zone. */
  readonly schedule?: string
  readonly options?: Readonly<Record<string, unknown>>
  readonly rank?: number
  readonly mapping?: unknown
  /** A full reading at least so often, in days; between them scheduled runs ask for changes where they can. */
  readonly fullEveryDays?: number
  /** Whether the last good version of its files is kept here. */
  readonly archive?: boolean
  /** Certificates of authorities (PEM) to be trusted for this source alone. */
  readonly extraCa?: string
}

const defaultFullEveryDays = 7

/** Answers the new source's id. */
export async function addSource(
  db: Db,
  source: NewSource,
  { newId, clock, by }: { newId: NewId; clock: Clock; by: Actor },
): Promise<string> {
  assertMayRank(by, source.rank ?? 0)
  const row = await checkedSource(db, source, { id: newId(), at: clock.now() })
  await inTransaction(db, async (tx) => {
    await insertChecked(tx, row)
    await appendChanges(tx, [{ entity: "harvest-source", entityId: row.id, kind: "created" }], by, row.at)
  })
  return row.id
}

/** Whose source speaks before those of other bodies is an administrator's word: else each would say that it is hers. */
export function assertMayRank(actor: Actor, rank: number, before = 0): void {
  if (rank > Math.max(0, before) && !mayEverything(actor)) throw new NotAllowed("rank-source")
}

/** The row of a new source, once its kind, address, options and mapping are known to make sense. */
export async function checkedSource(
  db: Db,
  { kind, ...source }: NewSource,
  { id, at }: { id: string; at: Date },
): Promise<SourceRow> {
  if (!isConnectorKind(kind)) throw new HarvestSourceInvalid("kind", `no connector reads "${kind}"`)
  const url = checkedUrl(source.url)
  if (source.schedule) checkSchedule(source.schedule)
  return {
    id,
    kind,
    name: source.name ?? new URL(url).host,
    url,
    organizationId: await organizationOf(db, source.organization),
    organizations: source.organizations ?? "given",
    options: checkedOptions(kind, source.options ?? {}),
    rank: source.rank ?? 0,
    mapping: checkedMapping(source.mapping ?? {}),
    fullEveryDays: source.fullEveryDays ?? defaultFullEveryDays,
    archive: source.archive ?? false,
    at,
    ...(source.extraCa ? { extraCa: checkedCertificates(source.extraCa) } : {}),
    ...(source.displayName ? { displayName: source.displayName } : {}),
    ...(source.schedule ? { schedule: source.schedule } : {}),
  }
}

export async function insertChecked(tx: Tx, row: SourceRow): Promise<void> {
  const other = await sourceByAddress(tx, row)
  if (other) throw new HarvestSourceExists(other.id, row.url)
  // Somebody added it at the same moment.
  if (!(await insertSource(tx, row))) throw new HarvestSourceExists((await sourceByAddress(tx, row))?.id ?? "", row.url)
}

/** What a connector makes of its options; the first that it cannot read is named `options.NAME`. */
export function checkedOptions(kind: ConnectorKind, options: unknown): Record<string, unknown> {
  const read = connectorFor(kind).configSchema.safeParse(options)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new HarvestSourceInvalid(["options", ...(issue?.path ?? [])].join("."), issue?.message ?? "not valid")
}

/** The first part that cannot be read is named `mapping.NAME`. */
export function checkedMapping(mapping: unknown): SourceMapping {
  const read = sourceMappingSchema.safeParse(mapping)
  if (read.success) return read.data
  const [issue] = read.error.issues
  throw new HarvestSourceInvalid(["mapping", ...(issue?.path ?? [])].join("."), issue?.message ?? "not valid")
}

/** By id, slug or former slug. */
export async function organizationOf(db: Db, ref: string): Promise<string> {
  const found = await organizationByRef(db, ref)
  if (found.kind === "found") return found.organization.id
  if (found.kind === "moved") return found.id
  throw new HarvestSourceInvalid("organization", `there is no organisation "${ref}"`)
}

export function checkedUrl(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (!url || !/^https?:$/.test(url.protocol))
    throw new HarvestSourceInvalid("url", `"${text}" is not an http or https address`)
  if (url.username || url.password)
    throw new HarvestSourceInvalid("url", "leave user name and password out of the address")
  return url.href
}

export function checkSchedule(schedule: string): void {
  try {
    new Cron(schedule, { paused: true })
  } catch {
    throw new HarvestSourceInvalid("schedule", `"${schedule}" is not a cron expression such as "0 3 * * *"`)
  }
}
