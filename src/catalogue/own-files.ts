/** Files kept here: which one an address means, who may have it, and which are in use at all. */
import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { isUuid } from "../platform/ids.ts"
import type { DatasetState } from "./dataset.ts"
import type { DatasetAccess, PublishingRule } from "./dataset-policy.ts"
import type { StoredFileRef } from "./facts.ts"

export type OwnFileLookup =
  | { readonly kind: "none" }
  /** The public could have it once. */
  | { readonly kind: "gone"; readonly since: Date; readonly datasetSlug: string }
  | { readonly kind: "found"; readonly file: StoredFileRef; readonly access: DatasetAccess }

interface AccessRow {
  readonly dataset_id: string
  readonly organization_id: string
  readonly state: DatasetState
  readonly visibility: "public" | "private"
  readonly created_by: string | null
  readonly publishing: PublishingRule
}

interface FileRow extends AccessRow {
  readonly slug: string
  readonly was_public: boolean
  readonly vanished_at: Date | null
  readonly withdrawn_at: string | null
  readonly file: StoredFileRef | null
}

const accessColumns = sql`
  dataset.id as dataset_id, dataset.organization_id, dataset.state, dataset.visibility, dataset.created_by,
  organization.publishing
`

/** The file of a distribution as it is shown, or the one that it had as its version of this number. */
export async function ownFile(db: Db, distributionId: string, number?: number): Promise<OwnFileLookup> {
  if (!isUuid(distributionId)) return { kind: "none" }
  const { rows } = await sql<FileRow>`
    select ${accessColumns}, dataset.slug, dataset.was_public, distribution.vanished_at,
      dataset.withdrawal ->> 'at' as withdrawn_at,
      case when ${number ?? null}::int is null then distribution.facts else version.facts end -> 'file' as file
    from distribution
    join dataset on dataset.id = distribution.dataset_id
    join organization on organization.id = dataset.organization_id
    left join distribution_version as version
      on version.distribution_id = distribution.id and version.number = ${number ?? null}::int
    where distribution.id = ${distributionId} and dataset.state <> 'draft'
  `.execute(db)
  const row = rows[0]
  if (!row) return { kind: "none" }
  const gone = row.vanished_at ?? (row.state === "withdrawn" ? new Date(row.withdrawn_at ?? 0) : undefined)
  if (gone) return row.was_public ? { kind: "gone", since: gone, datasetSlug: row.slug } : { kind: "none" }
  return row.file ? { kind: "found", file: row.file, access: accessFromRow(row) } : { kind: "none" }
}

/**
 * The datasets that name a stored file: in a draft, or as one of their distributions or its earlier versions. Served by
 * `draft_by_distribution` and `distribution_version_by_file`.
 */
export async function datasetsWithFile(db: Db, fileId: string): Promise<DatasetAccess[]> {
  if (!isUuid(fileId)) return []
  const { rows } = await sql<AccessRow>`
    select ${accessColumns}
    from dataset
    join organization on organization.id = dataset.organization_id
    where dataset.purged_at is null and dataset.id in (
      select distribution.dataset_id
      from distribution_version as version
      join distribution on distribution.id = version.distribution_id
      where version.file_id = ${fileId}
      union all
      select draft.dataset_id
      from draft
      where draft.document -> 'distributions' @> ${JSON.stringify([{ file: { id: fileId } }])}::jsonb
    )
    order by dataset.id
    limit 20
  `.execute(db)
  return rows.map(accessFromRow)
}

/** Of these stored files, those that a draft, a distribution, one of its versions, or a body as its logo names. */
export async function filesInUse(db: Db, ids: readonly string[]): Promise<Set<string>> {
  const known = ids.filter(isUuid)
  const { rows } = await sql<{ id: string }>`
    select version.file_id::text as id
    from distribution_version as version
    where version.file_id = any(${known}::uuid[])
    union
    select facts -> 'file' ->> 'id'
    from distribution
    where facts ? 'file' and facts -> 'file' ->> 'id' = any(${known}::text[])
    union
    select file #>> '{}'
    from draft, jsonb_path_query(jsonb_build_array(draft.base, draft.document), '$[*].distributions[*].file.id') as file
    where file #>> '{}' = any(${known}::text[])
    union
    select logo_file_id::text from organization where logo_file_id = any(${known}::uuid[])
    order by id
  `.execute(db)
  return new Set(rows.map(({ id }) => id))
}

function accessFromRow(row: AccessRow): DatasetAccess {
  return {
    id: row.dataset_id,
    organizationId: row.organization_id,
    isPublic: row.state === "published" && row.visibility === "public",
    neverPublished: row.state === "draft",
    publishing: row.publishing,
    ...(row.created_by ? { createdBy: row.created_by } : {}),
  }
}
