import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readFormat,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"

export interface OdsDataset {
  readonly raw: JsonObject
  readonly id: string
  /** Root of the portal that holds it, with a slash at its end; absent when nobody says. */
  readonly portal: string | undefined
}

const fileLimit = 1_000

/** Exports of the records, then the portal's alternative exports, then attachments. */
export function distributionsOf(dataset: OdsDataset, context: RecordContext): readonly DistributionFacts[] {
  return [
    ...exportsOf(dataset),
    ...filesOf(dataset, "alternative_exports", context),
    ...filesOf(dataset, "attachments", context),
  ]
}

const exported: readonly (readonly [name: string, format: string, mediaType: string, geo?: true])[] = [
  ["csv", "CSV", "text/csv"],
  ["json", "JSON", "application/json"],
  ["geojson", "GEOJSON", "application/geo+json", true],
  ["xlsx", "XLSX", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"],
  ["parquet", "PARQUET", "application/vnd.apache.parquet"],
]

/** The portal makes these of any dataset that has records. */
function exportsOf({ raw, id, portal }: OdsDataset): readonly DistributionFacts[] {
  if (raw.has_records !== true || raw.data_visible === false || portal === undefined) return []
  const isGeo = listOf(raw.features).includes("geo")
  return exported
    .filter(([, , , geo]) => !geo || isGeo)
    .map(([name, format, mediaType]) => ({
      remoteId: `exports/${name}`,
      downloadUrl: datasetUrl(portal, id, `exports/${name}`),
      format,
      mediaType,
    }))
}

export function datasetUrl(portal: string, id: string, rest: string): string {
  return `${portal}api/explore/v2.1/catalog/datasets/${encodeURIComponent(id)}/${rest}`
}

// What explains data rather than being it.
const papers = /^(PDF|DOCX?|ODT|PPTX?|ODP|TXT|RTF|HTML|PNG|JPE?G)$/

function filesOf(
  { raw, id, portal }: OdsDataset,
  list: "attachments" | "alternative_exports",
  context: RecordContext,
): readonly DistributionFacts[] {
  const { problems, language } = context
  const files = listOf(raw[list])
  if (files.length > fileLimit) problems.push(problem("too-many-values", list, files.length))
  return files.slice(0, fileLimit).flatMap((file, at): DistributionFacts[] => {
    const path = `${list}[${at}]`
    if (!isObject(file)) {
      problems.push(problem("wrong-type", path, file))
      return []
    }
    const downloadUrl = fileUrl(file, { prefix: portal && datasetUrl(portal, id, `${list}/`), path }, context)
    if (downloadUrl === undefined) {
      problems.push(problem("distribution-without-url", `${path}.url`, lineOf(file.title)))
      return []
    }
    // Only its ending is looked at.
    const name = lineOf(file.url)?.replace(/^odsfile:\/*/i, "http://odsfile/")
    const format = readFormat({ format: undefined, mediaType: file.mimetype, url: name }, `${path}.mimetype`, context)
    return [
      compact<DistributionFacts>({
        remoteId: `${list}/${lineOf(file.id) ?? at}`.slice(0, 400),
        title: readLocalised([[file.title, `${path}.title`]], { shape: "line", language }, problems),
        description: readLocalised([[file.description, `${path}.description`]], { shape: "text", language }, problems),
        downloadUrl,
        ...format,
        documentation: list === "attachments" && papers.test(format.format ?? "") ? true : undefined,
      }),
    ]
  })
}

/** Files of the portal are written `odsfile://NAME` and lie below the dataset by their identifier. */
function fileUrl(
  file: JsonObject,
  { prefix, path }: { prefix: string | undefined; path: string },
  { problems }: RecordContext,
): string | undefined {
  const id = lineOf(file.id)
  const url = lineOf(file.href) ?? lineOf(file.url)
  if (url === undefined || /^odsfile:/i.test(url))
    return prefix && id ? `${prefix}${encodeURIComponent(id)}` : undefined
  return readUrl(url, `${path}.url`, problems)
}
