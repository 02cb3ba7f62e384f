import { type Dataset, downloadUrlOf } from "../../catalogue/index.ts"
import { type LocalisedText, richTextToPlain } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import { permanentAddresses } from "../rdf/index.ts"
import { coverageElements } from "./dublin-core-coverage.ts"
import { element, textElement } from "./xml.ts"

export interface DublinCoreContext {
  readonly vocabularies: Vocabularies
  readonly baseUrl: string
}

const namespaces = {
  "xmlns:oai_dc": "http://www.openarchives.org/OAI/2.0/oai_dc/",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
  "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
  "xsi:schemaLocation": "http://www.openarchives.org/OAI/2.0/oai_dc/ http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
}

export function dublinCore(elements: string): string {
  return element("oai_dc:dc", elements, namespaces)
}

/** A dataset in plain Dublin Core. What it cannot say, such as contacts and frequency, is in our other formats. */
export function dublinCoreOf(dataset: Dataset, context: DublinCoreContext): string {
  const { title, description, organization, publisher, issued, modified, languages } = dataset
  return dublinCore(
    [
      localisedElements("dc:title", title),
      publisher ? localisedElements("dc:creator", publisher.name) : "",
      subjectElements(dataset, context),
      description ? localisedElements("dc:description", plainTexts(description)) : "",
      localisedElements("dc:publisher", organization.name),
      repeated("dc:date", [issued, modified]),
      textElement("dc:type", "Dataset"),
      repeated(
        "dc:format",
        dataset.distributions.map(({ mediaType, format, rawFormat }) => mediaType ?? format ?? rawFormat),
      ),
      repeated("dc:identifier", identifiersOf(dataset, context)),
      repeated("dc:source", [isWebAddress(dataset.identifier) ? dataset.identifier : undefined]),
      repeated("dc:language", languages ?? []),
      repeated("dc:relation", dataset.conformsTo ?? []),
      coverageElements(dataset, context.vocabularies),
      repeated("dc:rights", rightsOf(dataset, context)),
    ].join(""),
  )
}

/** Where the publisher shows it, how the publisher calls it, its permanent addresses (ours first), then its files. */
function identifiersOf(dataset: Dataset, { baseUrl }: DublinCoreContext): readonly (string | undefined)[] {
  const { identifier, landingPage, distributions } = dataset
  return [
    landingPage,
    isWebAddress(identifier) ? undefined : identifier,
    ...permanentAddresses(dataset, "dataset", baseUrl),
    ...distributions.map((one) => downloadUrlOf(one, baseUrl) ?? one.accessUrl),
  ]
}

function subjectElements({ keywords = {}, themes = [] }: Dataset, { vocabularies }: DublinCoreContext): string {
  const labels = themes.map((code) => vocabularies.themes.find((theme) => theme.code === code)?.label ?? { und: code })
  const words = Object.entries(keywords).flatMap(([tag, list]) => list.map((word) => ({ [tag]: word })))
  return [...labels, ...words].map((label) => localisedElements("dc:subject", label)).join("")
}

// The words of the OpenAIRE guidelines, which library systems understand.
const access = {
  public: "info:eu-repo/semantics/openAccess",
  restricted: "info:eu-repo/semantics/restrictedAccess",
  "non-public": "info:eu-repo/semantics/closedAccess",
} as const

/** The licence of the dataset, else those of its files. */
function rightsOf({ licence, accessRights, distributions }: Dataset, { vocabularies }: DublinCoreContext) {
  const licences = licence ? [licence] : distributions.map((one) => one.licence)
  const written = licences.map((one) => {
    const known = vocabularies.licences.find(({ code }) => code === one?.code)
    return known?.url ?? known?.code ?? one?.raw
  })
  return [...written, accessRights && access[accessRights]]
}

/** HTML becomes its words; what is not HTML keeps its lines. */
function plainTexts(text: LocalisedText): LocalisedText {
  const plain = (one: string) => (/<\/?[a-z][^>]*>/i.test(one) ? richTextToPlain(one) : one)
  return Object.fromEntries(Object.entries(text).map(([tag, one]) => [tag, plain(one)]))
}

export function localisedElements(name: string, text: LocalisedText): string {
  return Object.entries(text)
    .map(([tag, one]) => textElement(name, one, { "xml:lang": tag === "und" ? undefined : tag }))
    .join("")
}

/** Each value once. */
function repeated(name: string, values: readonly (string | undefined)[]): string {
  return [...new Set(values)].flatMap((value) => (value ? [textElement(name, value)] : [])).join("")
}

function isWebAddress(text: string | undefined): boolean {
  return /^https?:\/\//i.test(text ?? "")
}
