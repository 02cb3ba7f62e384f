import type { DescribedProperty, DescribedValue, Description, TermName } from "../../rdf/index.ts"
import { iri } from "../../rdf/index.ts"
import type { LocalisedText } from "../../texts/index.ts"

/** Properties of a node, as lists that may be empty: what is not known is not said. */
export type Properties = readonly DescribedProperty[]

export function linked(predicate: TermName, target: string | undefined): Properties {
  return target ? [[predicate, { iri: target }]] : []
}

export function plain(predicate: TermName, text: string | undefined): Properties {
  return text ? [[predicate, { text }]] : []
}

/** One literal for each language; without a tag where nobody knows the language. */
export function localised(predicate: TermName, text: LocalisedText | undefined): Properties {
  return Object.entries(text ?? {}).map(([language, value]) => [predicate, { text: value, language }])
}

/** DCAT-AP asks for this text; where there is none, none is invented. */
export function obligatory(predicate: TermName, text: LocalisedText | undefined): Properties {
  const given = localised(predicate, text)
  return given.length > 0 ? given : [[predicate, { text: "" }]]
}

export function all<One>(
  predicate: TermName,
  values: readonly One[] | undefined,
  describe: (one: One) => DescribedValue | undefined,
): Properties {
  return (values ?? []).flatMap((one) => {
    const value = describe(one)
    return value ? [[predicate, value] as const] : []
  })
}

/** Addresses among the values; what has none is left out. */
export function allLinked(predicate: TermName, targets: readonly (string | undefined)[] | undefined): Properties {
  return (targets ?? []).flatMap((target) => linked(predicate, target))
}

const dateTypes = [
  [/^\d{4}$/, "gYear"],
  [/^\d{4}-(?:0[1-9]|1[0-2])$/, "gYearMonth"],
  [/^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])$/, "date"],
  [/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/, "dateTime"],
] as const

/** A date as precise as it is known: DCAT-AP takes years, months, days and moments. */
export function dated(predicate: TermName, date: string | undefined): Properties {
  const type = dateTypes.find(([pattern]) => date !== undefined && pattern.test(date))?.[1]
  return date && type ? [[predicate, { text: date, datatype: iri("xsd", type) }]] : []
}

export function isWebAddress(text: string): boolean {
  return /^https?:\/\/[^\s/]/i.test(text) && URL.canParse(text)
}

/** A node of which nothing is said but its class, as validators ask of what a property names. */
export function ofClass(about: string, type: TermName): Description {
  return { about, types: [type], properties: [] }
}
