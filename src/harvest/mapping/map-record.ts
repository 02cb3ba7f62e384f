/** A record as its source gave it → as this portal takes it: filters, fields left out, values that go without saying. */
import type { DatasetFacts, Mapped } from "../../catalogue/index.ts"
import { fold, type Vocabularies } from "../../vocabulary/index.ts"
import type { FoundRecord } from "../connector.ts"
import type { FilterField, RecordFilter, SourceMapping } from "./source-mapping.ts"

/**
 * What is filtered out counts as left out by the source itself: what we had of it goes. Series and services pass as they are.
 */
export function mapRecord(record: FoundRecord, mapping: SourceMapping, vocabularies: Vocabularies): FoundRecord {
  if (record.kind !== "dataset") return record
  const { include, exclude, drop } = mapping
  const fits = (filter: RecordFilter) => fitsFilter(record.facts, filter)
  if (exclude.some(fits) || (include.length > 0 && !include.some(fits)))
    return { kind: "skipped", remoteId: record.remoteId, reason: "filtered" }
  const kept = drop.length > 0 ? withoutFields(record.facts, drop) : record.facts
  return { ...record, facts: withDefaults(kept, mapping, vocabularies) }
}

const droppedWith: Readonly<Record<string, readonly string[]>> = { themes: ["rawThemes"] }

function withoutFields(facts: DatasetFacts, drop: readonly string[]): DatasetFacts {
  const names = new Set(drop.flatMap((name) => [name, ...(droppedWith[name] ?? [])]))
  return Object.fromEntries(Object.entries(facts).filter(([name]) => !names.has(name))) as unknown as DatasetFacts
}

function withDefaults(facts: DatasetFacts, { defaults }: SourceMapping, ours: Vocabularies): DatasetFacts {
  const { licence, theme, frequency, place, contactEmail } = defaults
  const code = place ? ours.placeFrom(place)?.code : undefined
  return {
    ...facts,
    ...(licence && !isSaid(facts.licence) ? { licence: { code: licence } } : {}),
    ...(theme && !facts.themes?.length ? { themes: [theme] } : {}),
    ...(frequency && !isSaid(facts.frequency) ? { frequency: { code: frequency } } : {}),
    ...(code && !facts.spatial?.length ? { spatial: [{ code }] } : {}),
    ...(contactEmail && !facts.contactPoints?.length ? { contactPoints: [{ email: contactEmail }] } : {}),
  }
}

function isSaid(value: Mapped | undefined): boolean {
  return value?.code !== undefined || value?.raw !== undefined
}

function fitsFilter(facts: DatasetFacts, { field, value }: RecordFilter): boolean {
  const wanted = fold(value)
  if (field === "title") return valuesOf(facts, field).some((text) => fold(text).includes(wanted))
  return valuesOf(facts, field).some((text) => fold(text) === wanted)
}

function valuesOf(facts: DatasetFacts, field: FilterField): readonly string[] {
  const given = (...values: (string | undefined)[]) => values.filter((value) => value !== undefined)
  switch (field) {
    case "title":
      return Object.values(facts.title)
    case "keyword":
      return Object.values(facts.keywords ?? {}).flat()
    case "theme":
      return [...(facts.themes ?? []), ...(facts.rawThemes ?? [])]
    case "publisher":
      return [...given(facts.publisher?.remoteId), ...Object.values(facts.publisher?.name ?? {})]
    case "format":
      return facts.distributions.flatMap(({ format, rawFormat }) => given(format, rawFormat))
    case "licence":
      return [facts.licence, ...facts.distributions.map(({ licence }) => licence)].flatMap((one) =>
        given(one?.code, one?.raw),
      )
    case "identifier":
      return given(facts.identifier)
  }
}
