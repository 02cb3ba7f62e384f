/**
 * The layers of a dataset and how they fold: shown = edits made here, else the snapshot of the highest-ranked source
 * (DESIGN §3). An edit covers one top-level property, or one language of a text.
 */
import { isDeepStrictEqual } from "node:util"
import type { LocalisedText } from "../texts/index.ts"
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

/** Lays the edits over a snapshot; answers the facts and the names of the fields that differ because of us. */
export function foldEdits(
  snapshot: ShownFacts,
  edits: readonly FieldEdit[],
): { facts: ShownFacts; editedFields: readonly string[] } {
  const facts: Record<string, unknown> = { ...snapshot }
  for (const edit of edits) {
    const value = edit.language ? withLanguage(facts[edit.field], edit.language, edit.value) : edit.value
    if (value === null || value === undefined) delete facts[edit.field]
    else facts[edit.field] = value
  }
  // A title can be corrected, never removed: a record without one could not be shown or cited.
  if (!facts.title) facts.title = snapshot.title
  return { facts: facts as unknown as ShownFacts, editedFields: [...new Set(edits.map((edit) => edit.field))].sort() }
}

function withLanguage(text: unknown, language: string, value: unknown): LocalisedText | undefined {
  const languages: Record<string, string> = { ...(text as LocalisedText | undefined) }
  if (typeof value === "string" && value !== "") languages[language] = value
  else delete languages[language]
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
