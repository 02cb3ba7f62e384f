import { listenForChanges, readChanges, readHead } from "../platform/changes/index.ts"
import type { Db } from "../platform/db.ts"
import type { Log } from "../platform/log.ts"
import type { Vocabularies } from "./vocabularies.ts"
import { loadVocabularies } from "./vocabulary-store.ts"

const listEntities = new Set(["theme", "licence", "place", "frequency"])
const batch = 1000

/** The lists as they are now: loaded again when the change log says that one was edited. */
export async function followVocabularies(
  db: Db,
  databaseUrl: string,
  log: Log,
): Promise<{ current: () => Vocabularies; close(): Promise<void> }> {
  let { position } = await readHead(db)
  let vocabularies = await loadVocabularies(db)
  let reading: Promise<void> | undefined

  async function catchUp(): Promise<void> {
    for (;;) {
      const changes = await readChanges(db, { after: position, limit: batch })
      if (changes.some((change) => listEntities.has(change.entity))) vocabularies = await loadVocabularies(db)
      position = changes.at(-1)?.position ?? position
      if (changes.length < batch) return
    }
  }

  const bell = listenForChanges(
    databaseUrl,
    () => {
      reading ??= catchUp()
        .catch((error: unknown) => log.warn({ error: String(error) }, "vocabularies were not read again"))
        .finally(() => {
          reading = undefined
        })
    },
    log,
  )
  return {
    current: () => vocabularies,
    async close() {
      await bell.close()
      await reading
    },
  }
}
