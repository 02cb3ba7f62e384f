import { type Dataset, type Distribution, downloadUrlOf } from "../../catalogue/index.ts"
import { type Description, iri } from "../../rdf/index.ts"
import { formatInfo } from "../../vocabulary/index.ts"
import { identifierOf } from "./addresses.ts"
import { describeLicence } from "./describe-licence.ts"
import { describeStandards } from "./describe-standards.ts"
import { fileTypeIri, languageIri } from "./eu-authorities.ts"
import type { RdfContext } from "./rdf-context.ts"
import { allLinked, dated, linked, localised, ofClass, type Properties } from "./values.ts"

/** A file or an access to data. DCAT-AP looks for the licence here, so the dataset's is repeated. */
export function describeDistribution(one: Distribution, dataset: Dataset, context: RdfContext): readonly Description[] {
  const { baseUrl } = context
  const downloadUrl = downloadUrlOf(one, baseUrl)
  const licence = describeLicence(one.licence ?? dataset.licence, context)
  const standards = describeStandards(one.conformsTo)
  const mediaType = mediaTypeIri(one)
  const properties: Properties = [
    ...localised("dct:title", one.title),
    ...localised("dct:description", one.description),
    ["dcat:accessURL", { iri: accessUrlOf(one, dataset, baseUrl) }],
    ...linked("dcat:downloadURL", downloadUrl),
    ...linked("dct:format", fileTypeIri(one.format)),
    ...linked("dcat:mediaType", mediaType),
    ...sizeOf(one),
    ...checksumOf(one),
    ...(licence.value ? [["dct:license", licence.value] as const] : []),
    ...dated("dct:issued", one.issued),
    ...dated("dct:modified", one.modified),
    ...allLinked("dct:language", one.languages?.map(languageIri)),
    ...standards.properties,
  ]
  return [
    { about: identifierOf(baseUrl, "distribution", one.id), types: ["dcat:Distribution"], properties },
    ...licence.nodes,
    ...standards.nodes,
    ...(mediaType ? [ofClass(mediaType, "dct:MediaType")] : []),
  ]
}

/** Where it can be reached: DCAT 3 §6.8 lets this be the file itself, or a page that leads to it. */
export function accessUrlOf(one: Distribution, dataset: Dataset, baseUrl: string): string {
  return (
    one.accessUrl ?? downloadUrlOf(one, baseUrl) ?? dataset.landingPage ?? identifierOf(baseUrl, "dataset", dataset.id)
  )
}

const mediaTypeShape = /^[a-z0-9][\w.+-]*\/[a-z0-9][\w.+-]*$/i

/** As declared; for a format that the EU's table lacks, the media type that goes with it. */
function mediaTypeIri({ mediaType, format }: Distribution): string | undefined {
  const given = mediaType ?? (format && !fileTypeIri(format) ? formatInfo(format)?.mediaType : undefined)
  const bare = given?.split(";")[0]?.trim() ?? ""
  return mediaTypeShape.test(bare) ? `https://www.iana.org/assignments/media-types/${bare}` : undefined
}

function sizeOf({ byteSize }: Distribution): Properties {
  if (byteSize === undefined || !Number.isSafeInteger(byteSize) || byteSize < 0) return []
  return [["dcat:byteSize", { text: String(byteSize), datatype: iri("xsd", "nonNegativeInteger") }]]
}

function checksumOf({ checksum }: Distribution): Properties {
  if (!checksum || !/^(?:[0-9a-f]{2})+$/i.test(checksum.value) || !/^\w+$/.test(checksum.algorithm)) return []
  // The shapes of DCAT-AP ask for https here, though SPDX itself names its terms with http.
  const algorithm = `https://spdx.org/rdf/terms#checksumAlgorithm_${checksum.algorithm}`
  const value = { text: checksum.value, datatype: iri("xsd", "hexBinary") }
  const properties: Properties = [
    ["spdx:algorithm", { iri: algorithm }],
    ["spdx:checksumValue", value],
  ]
  return [["spdx:checksum", { types: ["spdx:Checksum"], properties }]]
}
