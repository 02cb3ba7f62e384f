import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isObject,
  isWayIn,
  type JsonObject,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLanguages,
  readLicence,
  readStandards,
  readUrl,
  unpackJson,
} from "../../reading/index.ts"
import { localisedField } from "./localised-fields.ts"

export type ResourceContext = RecordContext & {
  readonly landingPage: string | undefined
  /** The portal says which dates are those of the data: CKAN's own are then not taken for them. */
  readonly saysDates: boolean
}

/** One CKAN resource as a distribution; nothing when it is no object, deleted, or has no address at all. */
export function distributionFromResource(
  raw: unknown,
  path: string,
  context: ResourceContext,
): DistributionFacts | undefined {
  const { problems, saysDates } = context
  if (!isObject(raw)) {
    problems.push(problem("wrong-type", path, raw))
    return undefined
  }
  if (/^(deleted|draft)$/i.test(String(lineOf(raw.state)))) return undefined
  const urls = urlsOf(raw, path, context)
  if (!urls) return undefined
  const { service, ...addresses } = urls
  return compact<DistributionFacts>({
    remoteId: idFrom(raw.id),
    title: localisedField((name) => raw[name], { names: ["name", "title"], path: `${path}.`, shape: "line" }, context),
    description: localisedField(
      (name) => raw[name],
      { names: ["description"], path: `${path}.`, shape: "text" },
      context,
    ),
    ...addresses,
    ...service,
    byteSize: readByteSize(raw.size, `${path}.size`, problems),
    checksum: checksumOf(raw),
    licence: readLicence([raw.license_id, raw.license, raw.license_title, raw.license_url], `${path}.license`, context),
    issued: readDate(raw.issued ?? (saysDates ? undefined : raw.created), `${path}.created`, problems),
    modified: readDate(raw.modified ?? (saysDates ? undefined : raw.last_modified), `${path}.last_modified`, problems),
    languages: readLanguages(raw.language, `${path}.language`, problems),
    conformsTo: readStandards(listOf(unpackJson(raw.conforms_to))),
    documentation: /^documentation/i.test(String(lineOf(raw.resource_type))) ? true : undefined,
  })
}

/**
 * `url` is the file where it was uploaded, looks like a file or is declared in a data format; the way in for pages and
 * services. DCAT-AP extensions say which is which in `access_url` and `download_url`.
 */
function urlsOf(raw: JsonObject, path: string, context: ResourceContext) {
  const { problems, landingPage } = context
  const url = readUrl(raw.url, `${path}.url`, problems)
  const download = raw.download_url === raw.url ? url : readUrl(raw.download_url, `${path}.download_url`, problems)
  const access = raw.access_url === raw.url ? url : readUrl(raw.access_url, `${path}.access_url`, problems)
  const service = readFormat(
    { format: raw.format, mediaType: raw.mimetype, url: download ?? url },
    `${path}.format`,
    context,
  )
  // Who gives the address of access alone, and the same as the resource's, says that there is no other.
  const saysAccessOnly = access !== undefined && access === url && download === undefined
  const isFile =
    !saysAccessOnly && (raw.url_type === "upload" || (service.format !== undefined && !isWayIn(service.format)))
  const downloadUrl = download ?? (isFile ? url : undefined)
  const accessUrl = access ?? (isFile ? undefined : url)
  if (downloadUrl !== undefined || accessUrl !== undefined) return { accessUrl, downloadUrl, service }
  // DCAT 3 §6.8: what is reachable through the landing page only has that page as its access URL.
  problems.push(problem(landingPage ? "missing-url" : "distribution-without-url", `${path}.url`, lineOf(raw.name)))
  return landingPage ? { accessUrl: landingPage, downloadUrl: undefined, service } : undefined
}

const algorithmByLength: Readonly<Record<number, string>> = {
  32: "md5",
  40: "sha1",
  64: "sha256",
  96: "sha384",
  128: "sha512",
}

function checksumOf(raw: JsonObject): DistributionFacts["checksum"] {
  const value = /(?:^|:)([0-9a-f]{32,128})$/i.exec(lineOf(unpackJson(raw.hash)) ?? "")?.[1]?.toLowerCase()
  const algorithm = value === undefined ? undefined : algorithmByLength[value.length]
  return value !== undefined && algorithm !== undefined ? { algorithm, value } : undefined
}
