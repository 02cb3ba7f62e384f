/** What the doctor says of sources: those that need somebody, and certificates given for one that will not do much longer. */
import {
  certificatesIn,
  healthOfSources,
  healthSentence,
  listSources,
  type SourceHealth,
  type StoredSource,
} from "../harvest/index.ts"
import type { Db } from "../platform/db.ts"
import type { Finding } from "./finding.ts"

const soonMs = 30 * 24 * 60 * 60 * 1000

export async function sourceFindings(db: Db, now: Date): Promise<Finding[]> {
  const sources = await listSources(db)
  const ids = sources.map(({ id }) => id)
  const health = await healthOfSources(db, ids, now)
  return sources.flatMap((source) => [...unwell(source, health.get(source.id)), ...outdated(source, now)])
}

/** A source that is down is no fault of the installation: nothing here fails because of it. */
function unwell({ name }: StoredSource, health: SourceHealth | undefined): Finding[] {
  const findings = (health?.findings ?? []).filter(({ kind }) => kind !== "new" && kind !== "off")
  return findings.map((finding) => ({ level: "note", subject: `source ${name}`, text: healthSentence(finding, "en") }))
}

function outdated({ name, extraCa = "" }: StoredSource, now: Date): Finding[] {
  return certificatesIn(extraCa).flatMap(({ subject, validTo }) => {
    if (validTo.getTime() - now.getTime() > soonMs) return []
    const tense = validTo < now ? "expired" : "expires"
    const text = `the certificate "${subject}" given for it ${tense} on ${validTo.toISOString().slice(0, 10)}`
    return [{ level: "note", subject: `source ${name}`, text }]
  })
}
