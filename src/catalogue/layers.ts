/**
 * The layers of a dataset and how they fold: shown = edits made here, else the snapshot of the highest-ranked source
 * (DESIGN §3). An edit covers one top-level property, or one language of a text.
 */
import { isDeepStrictEqual } from "node:util"
import type { DatasetFacts } from "./facts.ts"

export interface FieldEdit {
  readonly field: string
  /** BCP 47 tag where the edit is of one language of a text; empty for a whole property. */
  readonly language: string
  /** `null` removes what the source says. */
  readonly value: unknown
}

/** The metadata of a dataset as shown: everything but its distributions, which have rows and ids of their own. */
export type ShownFacts = Omit<DatasetFacts, "distributions" | "slugHint">

export function shownFacts(snapshot: DatasetFacts): ShownFacts {
  const { distributions: _distributions, slugHint: _slugHint, ...shown } = snapshot
  return shown
}

/** Edits that are no metadata: to whom we hold it, in which series, in which order its files stand. */
export const structuralFields: ReadonlySet<string> = new Set(["organizationId", "seriesId", "distributions"])

/** Lays the edits over a snapshot; answers the facts and the names of the fields that differ because of us. */
export function foldEdits(
  snapshot: ShownFacts,
  edits: readonly FieldEdit[],
): { facts: ShownFacts; editedFields: readonly string[] } {
  const own = edits.filter(({ field }) => !structuralFields.has(field))
  const facts = layEdits(snapshot, own)
  // A title can be corrected, never removed: a record without one could not be shown or cited.
  const titled = facts.title ? facts : { ...facts, title: snapshot.title }
  return { facts: titled, editedFields: [...new Set(own.map(({ field }) => field))].sort() }
}

/** The values with each edit in its place, those of one language in theirs. */
export function layEdits<Values extends object>(values: Values, edits: readonly FieldEdit[]): Values {
  const laid = { ...values } as Record<string, unknown>
  for (const { field, language, value } of edits) {
    const next = language ? withLanguage(laid[field], language, value) : value
    if (next === null || next === undefined) delete laid[field]
    else laid[field] = next
  }
  return laid as Values
}

function withLanguage(perLanguage: unknown, language: string, value: unknown): object | undefined {
  const languages: Record<string, unknown> = { ...(perLanguage as object | undefined) }
  if (value === null || value === undefined || value === "") delete languages[language]
  else languages[language] = value
  return Object.keys(languages).length > 0 ? languages : undefined
}

/** Names of the top-level fields in which two versions differ, sorted. */
export function changedFields(before: object, after: object): string[] {
  const old = before as Record<string, unknown>
  const young = after as Record<string, unknown>
  const names = new Set([...Object.keys(old), ...Object.keys(young)])
  return [...names].filter((name) => !isDeepStrictEqual(plain(old[name]), plain(young[name]))).sort()
}

// A value read back from PostgreSQL has lost its `undefined` properties; one fresh from a connector has not.
function plain(value: unknown): unknown {
  return value === undefined ? undefined : JSON.parse(JSON.stringify(value))
}
