import { type Dataset, type Distribution, downloadUrlOf } from "../../catalogue/index.ts"
import { formatInfo } from "../../vocabulary/index.ts"
import { identifierOf } from "../rdf/index.ts"
import { licenceOfPod, type PodContext } from "./licence-to-pod.ts"
import { podDate } from "./pod-date.ts"
import { bestText, inFull, type Members, withOwnWords } from "./pod-text.ts"

const mediaTypeShape = /^[-\w]+\/[-\w]+(?:\.[-\w]+)*(?:\+[-\w]+)?$/

/** A file or an access to data in DCAT-US 1.1. Of a file the schema wants to know the media type. */
export function distributionToPod(one: Distribution, dataset: Dataset, context: PodContext): Members {
  const { sourceLanguage } = dataset
  const downloadUrl = downloadUrlOf(one, context.baseUrl)
  const licence = licenceOfPod(one.licence, context)
  const declared = one.mediaType?.toLowerCase()
  const mediaType = declared && mediaTypeShape.test(declared) ? declared : downloadUrl && likelyMediaType(one.format)
  const members = {
    "@type": "dcat:Distribution",
    "@id": identifierOf(context.baseUrl, "distribution", one.id),
    title: bestText(one.title, sourceLanguage),
    description: bestText(one.description, sourceLanguage),
    accessURL: one.accessUrl,
    downloadURL: downloadUrl,
    format: one.format ?? one.rawFormat,
    mediaType,
    byteSize: one.byteSize,
    license: licence.outside,
    issued: podDate(one.issued),
    modified: podDate(one.modified),
    language: one.languages,
    conformsTo: one.conformsTo?.find(isUri),
  }
  const own = {
    title: inFull(one.title, sourceLanguage),
    description: inFull(one.description, sourceLanguage),
    mediaType: mediaType === declared ? undefined : (declared ?? null),
    license: licence.own,
    issued: podDate(one.issued) === one.issued ? undefined : one.issued,
    modified: podDate(one.modified) === one.modified ? undefined : one.modified,
    conformsTo: isOneUri(one.conformsTo) ? undefined : one.conformsTo,
    documentation: one.documentation ? true : undefined,
  }
  return withOwnWords(members, own)
}

function likelyMediaType(format: string | undefined): string {
  const known = format === undefined ? undefined : formatInfo(format)?.mediaType
  return known && mediaTypeShape.test(known) ? known : "application/octet-stream"
}

export function isUri(text: string): boolean {
  return URL.canParse(text)
}

/** Nothing or one address: what the member outside says by itself. */
export function isOneUri(texts: readonly string[] | undefined): boolean {
  return texts === undefined || (texts.length === 1 && isUri(texts[0]!))
}
