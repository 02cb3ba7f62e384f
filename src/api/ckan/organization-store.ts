import { sql } from "kysely"
import type { Db } from "../../platform/db.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { oneText } from "./shapes.ts"

export async function organizationNamesBySlug(
  db: Db,
  slugs: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  if (slugs.length === 0) return new Map()
  const { rows } = await sql<{ slug: string; name: LocalisedText }>`
    select slug, name from organization where slug = any(${slugs}::text[])
  `.execute(db)
  return new Map(rows.map(({ slug, name }) => [slug, oneText(name)]))
}
