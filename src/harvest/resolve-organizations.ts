/**
 * Which of our organisations a remote publisher is: what an earlier run or an administrator said, else the body with that
 * name in any language or spelling, else a new one below the source's own.
 */
import {
  giveSlugs,
  insertAliases,
  insertOrganization,
  organizationAliases,
  organizationNames,
  type PublisherFacts,
  slugFromTitle,
} from "../catalogue/index.ts"
import type { Actor } from "../platform/actor.ts"
import { appendChanges } from "../platform/changes/index.ts"
import type { Tx } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import { fold } from "../vocabulary/index.ts"
import { hashOf, storableText } from "./digest.ts"
import type { StoredSource } from "./source-store.ts"

const longestKey = 400

/** What a publisher is recognised by: its identifier at the source, else its first name. */
export function publisherKey(publisher: PublisherFacts): string {
  const key = storableText(publisher.remoteId ?? fold(Object.values(publisher.name)[0] ?? ""))
  // Longer ones do not fit into an index.
  return key.length <= longestKey ? key : hashOf(key)
}

/** Answers the organisation of each publisher key; creates those that nobody knows. Safe to run twice. */
export async function resolvePublishers(
  tx: Tx,
  source: StoredSource,
  publishers: ReadonlyMap<string, PublisherFacts>,
  { newId, by, at }: { newId: NewId; by: Actor; at: Date },
): Promise<Map<string, string>> {
  const aliases = await organizationAliases(tx, source.id)
  const byName = await organizationsByName(tx)
  const resolved = new Map<string, string>()
  const learnt: { alias: string; organizationId: string }[] = []
  const created: string[] = []
  for (const [key, publisher] of publishers) {
    const known = aliases.get(key) ?? nameMatch(publisher, byName)
    const id = known ?? newId()
    if (!known) {
      const slugs = await giveSlugs(tx, "organization", [{ id, slug: slugFromTitle(publisher.name) }])
      await insertOrganization(tx, newBody(id, slugs.get(id)!, publisher, source), { slugGiven: true })
      for (const name of Object.values(publisher.name)) byName.set(fold(name), id)
      created.push(id)
    }
    if (!aliases.has(key)) learnt.push({ alias: key, organizationId: id })
    resolved.set(key, id)
  }
  await insertAliases(tx, source.id, learnt)
  await appendChanges(
    tx,
    created.map((entityId) => ({ entity: "organization", entityId, kind: "created", fields: ["name"] })),
    by,
    at,
  )
  return resolved
}

function newBody(id: string, slug: string, publisher: PublisherFacts, source: StoredSource) {
  return {
    id,
    slug,
    name: publisher.name,
    level: "body",
    parentId: source.organization.id,
    ...(publisher.homepage ? { homepage: publisher.homepage } : {}),
  }
}

async function organizationsByName(tx: Tx): Promise<Map<string, string>> {
  const byName = new Map<string, string>()
  for (const { id, slug, names } of await organizationNames(tx)) {
    for (const name of [...names, slug]) if (!byName.has(fold(name))) byName.set(fold(name), id)
  }
  return byName
}

function nameMatch(publisher: PublisherFacts, byName: ReadonlyMap<string, string>): string | undefined {
  for (const name of Object.values(publisher.name)) {
    const id = byName.get(fold(name))
    if (id) return id
  }
  return undefined
}
