import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isBlank,
  isObject,
  isWayIn,
  type JsonObject,
  lineOf,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"

type ResourceContext = RecordContext & { readonly landingPage: string | undefined }

/** One udata resource as a distribution; nothing when it is no object or leads nowhere. */
export function distributionFromResource(
  raw: unknown,
  path: string,
  context: ResourceContext,
): DistributionFacts | undefined {
  const { problems, language } = context
  if (!isObject(raw)) {
    problems.push(problem("wrong-type", path, raw))
    return undefined
  }
  const addresses = addressesOf(raw, path, context)
  if (!addresses) return undefined
  const harvest = isObject(raw.harvest) ? raw.harvest : {}
  const internal = isObject(raw.internal) ? raw.internal : {}
  return compact<DistributionFacts>({
    remoteId: idFrom(raw.id),
    title: readLocalised([[raw.title, `${path}.title`]], { shape: "line", language }, problems),
    description: readLocalised([[raw.description, `${path}.description`]], { shape: "text", language }, problems),
    ...addresses,
    byteSize: readByteSize(raw.filesize, `${path}.filesize`, problems),
    checksum: checksumOf(raw.checksum),
    issued: firstDate(
      [harvest.issued_at, harvest.created_at, raw.created_at, internal.created_at_internal],
      `${path}.created_at`,
      context,
    ),
    modified: firstDate(
      [harvest.modified_at, raw.last_modified, internal.last_modified_internal],
      `${path}.last_modified`,
      context,
    ),
    conformsTo: schemasOf(raw.schema),
    documentation: lineOf(raw.type) === "documentation" ? true : undefined,
  })
}

/** The first of these that is given: what an original portal said comes before what this one noted. */
export function firstDate(values: readonly unknown[], field: string, { problems }: RecordContext): string | undefined {
  return readDate(
    values.find((value) => !isBlank(value)),
    field,
    problems,
  )
}

/** `url` is the file where it was uploaded or is declared in a data format; the way in for pages, services and code. */
function addressesOf(raw: JsonObject, path: string, context: ResourceContext) {
  const { problems, landingPage } = context
  const url = readUrl(raw.url, `${path}.url`, problems) ?? readUrl(raw.latest, `${path}.latest`, problems)
  const format = readFormat({ format: raw.format, mediaType: raw.mime, url }, `${path}.format`, context)
  const type = lineOf(raw.type)
  const isFile =
    raw.filetype === "file" ||
    (type !== "api" && type !== "code" && format.format !== undefined && !isWayIn(format.format))
  if (url !== undefined) return isFile ? { downloadUrl: url, ...format } : { accessUrl: url, ...format }
  // DCAT 3 §6.8: what is reachable through the landing page only has that page as its access URL.
  problems.push(problem(landingPage ? "missing-url" : "distribution-without-url", `${path}.url`, lineOf(raw.title)))
  return landingPage ? { accessUrl: landingPage, ...format } : undefined
}

const digits: Readonly<Record<string, number>> = { md5: 32, sha1: 40, sha256: 64 }

function checksumOf(raw: unknown): DistributionFacts["checksum"] {
  if (!isObject(raw)) return undefined
  const algorithm = lineOf(raw.type)?.toLowerCase().replace("sha2", "sha256").replace("sha25656", "sha256")
  const value = lineOf(raw.value)?.toLowerCase()
  const isOne = algorithm !== undefined && value !== undefined && digits[algorithm] === value.length
  return isOne && /^[0-9a-f]+$/.test(value) ? { algorithm, value } : undefined
}

/** A schema by its address, else by its name in the catalogue of schemas, with the version. */
export function schemasOf(raw: unknown): readonly string[] | undefined {
  if (!isObject(raw)) return undefined
  const name = lineOf(raw.url) ?? lineOf(raw.name)
  const version = lineOf(raw.url) ? undefined : lineOf(raw.version)
  return name ? [`${name}${version ? ` ${version}` : ""}`.slice(0, 500)] : undefined
}
