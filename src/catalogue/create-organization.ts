import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Db } from "../platform/db.ts"
import { isUuid, type NewId } from "../platform/ids.ts"
import type { LocalisedText } from "../texts/index.ts"
import { NameMissing, SlugInvalid, SlugTaken } from "./errors.ts"
import { insertOrganization } from "./organization-store.ts"

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

/** Adds a public body; a slug that is or ever was somebody's is refused. Answers the id. */
export async function createOrganization(
  db: Db,
  { slug, name, level = "body" }: { slug: string; name: LocalisedText; level?: string },
  { newId, by, at }: { newId: NewId; by: Actor; at: Date },
): Promise<string> {
  if (!slugPattern.test(slug) || slug.length > 80 || isUuid(slug)) throw new SlugInvalid(slug)
  if (Object.keys(name).length === 0) throw new NameMissing()
  const id = newId()
  await db.transaction().execute(async (tx) => {
    // Of two that ask for one slug at once, the second waits here and then finds it taken.
    const { rows } = await sql`
      insert into slug_history (entity, slug, entity_id) values ('organization', ${slug}, ${id})
      on conflict do nothing
      returning slug
    `.execute(tx)
    if (rows.length === 0) throw new SlugTaken(slug)
    await insertOrganization(tx, { id, slug, name, level }, { slugGiven: true })
    await appendChanges(tx, [{ entity: "organization", entityId: id, kind: "created", fields: ["name"] }], by, at)
  })
  return id
}
