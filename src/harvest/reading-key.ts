import { version } from "../version.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import { canonicalJson, hashOf } from "./digest.ts"
import type { StoredSource } from "./source-store.ts"

/** Equal for two readings that would make the same records of the same answers. */
export function readingKey(
  { kind, url, options, mapping }: StoredSource,
  { themes, licences, places, frequencies }: Vocabularies,
  since: Date | undefined,
): string {
  const lists = { themes, licences, places, frequencies }
  return hashOf(canonicalJson({ version, kind, url, options, mapping, since: since?.toISOString() ?? null, lists }))
}
