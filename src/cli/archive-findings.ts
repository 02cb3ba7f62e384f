/** What the doctor says of the copies of files of sources: how much of their room they fill. */
import type { Config } from "../config.ts"
import { keptCopies } from "../links/index.ts"
import type { Db } from "../platform/db.ts"
import type { Finding } from "./finding.ts"

export async function archiveFindings(
  db: Db,
  { archiveTotalBytes, archiveMaxBytes }: Pick<Config, "archiveTotalBytes" | "archiveMaxBytes">,
): Promise<Finding[]> {
  const { copies, bytes } = await keptCopies(db)
  if (copies === 0) return []
  const inMb = (some: number) => `${Math.ceil(some / 1e6)} MB`
  const many = copies === 1 ? "1 copy of a file of a source" : `${copies} copies of files of sources`
  const text = `${inMb(bytes)} of ${inMb(archiveTotalBytes)}, in ${many}`
  if (bytes + archiveMaxBytes <= archiveTotalBytes) return [{ level: "ok", subject: "copies", text }]
  const advice = "files find no room any more: raise FIHRIST_ARCHIVE_TOTAL_BYTES, or archive fewer sources"
  return [{ level: "note", subject: "copies", text: `${text}; ${advice}` }]
}
