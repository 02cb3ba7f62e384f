import { sql } from "kysely"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import { type Db, inTransaction } from "../platform/db.ts"
import { isUuid, type NewId } from "../platform/ids.ts"
import { type LocalisedText, localisedText } from "../texts/index.ts"
import { assertMayOnOrganization } from "./dataset-policy.ts"
import { NameMissing, SlugInvalid, SlugTaken } from "./errors.ts"
import { insertOrganization } from "./organization-store.ts"
import { assertValid, checkOrganization } from "./organizations/check-organization.ts"
import { assertOpen, officeOrganization } from "./organizations/office-organization.ts"

const slugPattern = /^[a-z0-9]+(-[a-z0-9]+)*$/

export interface NewOrganization {
  readonly slug: string
  readonly name: LocalisedText
  readonly level?: string
  readonly parentId?: string | undefined
}

/** Adds a public body; a slug that is or ever was somebody's is refused. Answers the id. */
export async function createOrganization(
  db: Db,
  { slug, name, level = "body", parentId }: NewOrganization,
  { newId, by, at }: { newId: NewId; by: Actor; at: Date },
): Promise<string> {
  assertMayOnOrganization(by, "create-below", parentId ?? "")
  assertSlug(slug)
  const written = localisedText(name)
  if (!written) throw new NameMissing()
  assertValid(checkOrganization({ name: written, level }))
  const id = newId()
  await inTransaction(db, async (tx) => {
    if (parentId) assertOpen(await officeOrganization(tx, parentId), "create-below")
    // Of two that ask for one slug at once, the second waits here and then finds it taken.
    const { rows } = await sql`
      insert into slug_history (entity, slug, entity_id) values ('organization', ${slug}, ${id})
      on conflict do nothing
      returning slug
    `.execute(tx)
    if (rows.length === 0) throw new SlugTaken(slug)
    await insertOrganization(
      tx,
      { id, slug, name: written, level, ...(parentId ? { parentId } : {}) },
      { slugGiven: true },
    )
    await appendChanges(tx, [{ entity: "organization", entityId: id, kind: "created", fields: ["name"] }], by, at)
  })
  return id
}

export function assertSlug(slug: string): void {
  if (!slugPattern.test(slug) || slug.length > 80 || isUuid(slug)) throw new SlugInvalid(slug)
}
