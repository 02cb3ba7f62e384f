import type { StoredFile } from "../../platform/uploads/index.ts"

/** A stored file for whoever sent it; `state` is `inspected` when the look inside is over. */
export function storedFileToJson(file: StoredFile) {
  const { id, name, byteSize, mediaType, sha256, facts = null, warnings, answer = null, inspectedAt, createdAt } = file
  return {
    ...{ id, name, state: inspectedAt ? "inspected" : "arrived", offset: byteSize, byteSize, mediaType, sha256 },
    ...{ facts, warnings, answer, created: createdAt.toISOString() },
  }
}
