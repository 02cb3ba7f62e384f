/** The form saves itself every few seconds: what is like it is sought again when its names change, or after a while. */
import { LRUCache } from "lru-cache"
import { type DatasetDocument, similarDatasets } from "../../../../catalogue/index.ts"
import type { Actor } from "../../../../platform/actor.ts"
import type { Db } from "../../../../platform/db.ts"

type Similar = Awaited<ReturnType<typeof similarDatasets>>

const lately = new LRUCache<string, Similar>({ max: 1000, ttl: 20_000 })

/** For one person and one dataset alone. Asking costs more than the rest of a save. */
export async function similarLately(
  db: Db,
  document: DatasetDocument,
  { actor, exceptId }: { readonly actor: Actor; readonly exceptId: string },
): Promise<Similar> {
  const { facts, distributions } = document
  const addresses = distributions.map(({ downloadUrl, accessUrl }) => downloadUrl ?? accessUrl)
  const key = JSON.stringify([actor.id, exceptId, facts.title, facts.identifier, addresses])
  const known = lately.get(key)
  if (known) return known
  const found = await similarDatasets(db, document, { actor, exceptId })
  lately.set(key, found)
  return found
}
