import type { DistributionFacts } from "../../../catalogue/index.ts"
import { iri, type RdfTerm } from "../../../rdf/index.ts"
import {
  compact,
  type FormatRead,
  lineOf,
  problem,
  readByteSize,
  readFormat,
  readLanguages,
  readUrl,
} from "../../reading/index.ts"
import { licenceOf } from "./read-licence.ts"
import { datesOf, textsOf } from "./read-values.ts"
import { labelOf, localised, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

const ianaList = /^https?:\/\/(?:www\.)?iana\.org\/assignments\/media-types\//i
const mediaTypeShape = /^[a-z]+\/[a-z0-9][a-z0-9.+-]*(?:\s*;.*)?$/i
const checksumValue = iri("spdx", "checksumValue")
const checksumAlgorithm = iri("spdx", "algorithm")

/** A distribution node, or an IRI that is the file itself; nothing, with a problem, when nobody could open it. */
export function distributionFromRdf(reading: RecordReading, node: string): DistributionFacts | undefined {
  const { graph, problems } = reading
  if (!graph.has(node)) return fileFromIri(reading, node)
  const addresses = addressesOf(reading, node)
  if (!addresses.accessUrl && !addresses.downloadUrl) {
    problems.push(problem("distribution-without-url", "dcat:distribution", nameOf(reading, node)))
    return undefined
  }
  return compact({
    remoteId: node.startsWith("_:") ? lineOf(graph.text(node, ...properties.identifier)) : node,
    title: localised(reading, node, properties.title),
    description: localised(reading, node, properties.description, "text"),
    ...addresses,
    ...formatOf(reading, node, addresses.downloadUrl ?? addresses.accessUrl),
    byteSize: byteSizeOf(reading, node),
    checksum: checksumOf(reading, node),
    licence: licenceOf(reading, node),
    ...datesOf(reading, node),
    languages: readLanguages(graph.texts(node, ...properties.language), "dct:language", problems),
    conformsTo: textsOf(reading, node, properties.conformsTo),
  })
}

/** Some catalogues link the file where its description should be. */
function fileFromIri({ vocabularies, problems }: RecordReading, node: string): DistributionFacts | undefined {
  const format = vocabularies.formatFrom(undefined, undefined, node)
  const downloadUrl = format ? readUrl(node, "dcat:distribution", problems) : undefined
  if (downloadUrl) return compact({ remoteId: node, downloadUrl, format })
  problems.push(problem("distribution-without-url", "dcat:distribution", node))
  return undefined
}

function addressesOf(
  { graph, problems }: RecordReading,
  node: string,
): Pick<DistributionFacts, "accessUrl" | "downloadUrl"> {
  const service = graph.nodes(node, ...properties.accessService)[0]
  const access = graph.text(node, ...properties.accessUrl)
  return compact({
    accessUrl:
      readUrl(access, "dcat:distribution/dcat:accessURL", problems) ??
      (service
        ? readUrl(graph.text(service, ...properties.endpointUrl), "dcat:accessService/dcat:endpointURL", problems)
        : undefined),
    downloadUrl: readUrl(graph.text(node, ...properties.downloadUrl), "dcat:distribution/dcat:downloadURL", problems),
  })
}

/** Format as text, EU file type, or an IMT node with label and media type; either property may hold what belongs to the other. */
function formatOf(reading: RecordReading, node: string, url: string | undefined): FormatRead {
  const { graph } = reading
  const types = graph.values(node, ...properties.mediaType).flatMap((term) => spellingsOf(reading, term))
  const formats = graph.values(node, ...properties.format).flatMap((term) => spellingsOf(reading, term))
  const mediaType = [...types, ...formats].map(mediaTypeFrom).find((type) => type !== undefined)
  const words = [...formats, ...types].filter((spelling) => mediaTypeFrom(spelling) === undefined)
  const format = words.find((word) => !/^https?:/i.test(word)) ?? lastWord(words[0])
  return compact(readFormat({ format, mediaType, url }, "dcat:distribution/dct:format", reading))
}

function spellingsOf({ graph }: RecordReading, term: RdfTerm): string[] {
  if (term.kind === "literal") return [term.value.trim()].filter(Boolean)
  const described = [...graph.texts(term.value, ...properties.label), ...graph.texts(term.value, ...properties.value)]
  return term.kind === "iri" ? [...described, term.value] : described
}

function mediaTypeFrom(spelling: string): string | undefined {
  const type = spelling.trim().replace(ianaList, "")
  return mediaTypeShape.test(type) && !/^https?:/i.test(type) ? type.toLowerCase() : undefined
}

function lastWord(address: string | undefined): string | undefined {
  return address
    ?.replace(/[/#]+$/, "")
    .split(/[/#]/)
    .at(-1)
}

function byteSizeOf({ graph, problems }: RecordReading, node: string): number | undefined {
  const text = graph.text(node, ...properties.byteSize)
  // xsd:decimal and xsd:double write a whole number as 147253.0 or 1.4E5.
  const number = text && /^[\d.]+(?:e\+?\d{1,2})?$/i.test(text.trim()) ? Number(text) : Number.NaN
  return readByteSize(Number.isNaN(number) ? text : number, "dcat:distribution/dcat:byteSize", problems)
}

function checksumOf({ graph }: RecordReading, node: string): DistributionFacts["checksum"] {
  const checksum = graph.nodes(node, ...properties.checksum)[0]
  const value = checksum && graph.text(checksum, checksumValue)?.trim().toLowerCase()
  const name = checksum && graph.text(checksum, checksumAlgorithm)
  const algorithm =
    name &&
    /(md\d|sha-?\/?_?\d+|blake\w+)[^/#]*$/i
      .exec(name)?.[1]
      ?.toLowerCase()
      .replace(/[^a-z0-9]/g, "")
  return value && algorithm && /^[0-9a-f]{8,256}$/.test(value) ? { algorithm, value } : undefined
}

function nameOf(reading: RecordReading, node: string): string | undefined {
  return labelOf(reading.graph, { kind: node.startsWith("_:") ? "blank" : "iri", value: node })
}
