/** What a source says of a harvested dataset, beside what was corrected here. */
import { type DatasetDocument, fieldsOf } from "../../../../catalogue/index.ts"

export interface SourceValues {
  /** Name of the source. */
  readonly name: string
  /** The document as the source alone would have it. */
  readonly document: DatasetDocument
  /** Paths whose value here differs from the source's. */
  readonly corrected: ReadonlySet<string>
}

export function sourceValues(name: string, document: DatasetDocument, here: DatasetDocument): SourceValues {
  const [said, shown] = [fieldsOf(document), fieldsOf(here)]
  const paths = new Set([...said.keys(), ...shown.keys()])
  const differ = [...paths].filter((path) => isMetadata(path) && !same(said.get(path), shown.get(path)))
  return { name, document, corrected: new Set(differ) }
}

function isMetadata(path: string): boolean {
  return !/^(?:organizationId|seriesId|visibility|privateReason|distributions)(?:\.|$)/.test(path)
}

function same(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

/** The document with one field as the source has it: a correction undone. */
export function givenBack(document: DatasetDocument, field: string, source: DatasetDocument): DatasetDocument {
  const facts: Record<string, unknown> = { ...document.facts }
  const said: Readonly<Record<string, unknown>> = { ...source.facts }
  if (said[field] === undefined) delete facts[field]
  else facts[field] = said[field]
  return { ...document, facts: facts as unknown as DatasetDocument["facts"] }
}
