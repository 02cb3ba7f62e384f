import { sql } from "kysely"
import type { Db } from "../platform/db.ts"
import { isPublic } from "./public-dataset.ts"

const tables = { dataset: "dataset", series: "dataset_series", service: "data_service" } as const

const conditions = { dataset: isPublic, series: sql`state = 'published'`, service: sql`state = 'published'` } as const

export interface PublishedSlug {
  readonly id: string
  readonly slug: string
  readonly metadataModified: Date
}

/** Slugs and dates of everything published of one kind, for the site map; keyset paging by id. */
export async function publishedSlugs(
  db: Db,
  kind: keyof typeof tables,
  page: { afterId?: string; limit: number },
): Promise<PublishedSlug[]> {
  const after = page.afterId ? sql`and id > ${page.afterId}` : sql``
  const { rows } = await sql<PublishedSlug>`
    select id, slug, metadata_modified as "metadataModified"
    from ${sql.table(tables[kind])}
    where ${conditions[kind]} ${after}
    order by id
    limit ${page.limit}
  `.execute(db)
  return rows
}

/** How many are published of one kind. */
export async function publishedCount(db: Db, kind: keyof typeof tables): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from ${sql.table(tables[kind])} where ${conditions[kind]}
  `.execute(db)
  return rows[0]!.count
}
