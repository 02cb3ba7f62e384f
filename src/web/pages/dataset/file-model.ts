import { copyUrlOf, type Dataset, type Distribution, downloadUrlOf } from "../../../catalogue/index.ts"
import type { DataTable } from "../../../tabular/index.ts"
import { inLanguage, type Language, richTextToPlain, type ShownText } from "../../../texts/index.ts"
import type { Vocabularies } from "../../../vocabulary/index.ts"
import { licenceTitle } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { routes } from "../../routes.ts"
import { type LinkState, linkState } from "./link-state.ts"

export interface FileLine {
  readonly id: string
  readonly position: number
  readonly title: ShownText | undefined
  readonly description?: ShownText
  readonly format: string | undefined
  readonly size?: { readonly bytes: number; readonly measured: boolean }
  readonly modified?: string
  readonly link: LinkState
  readonly downloadUrl?: string
  readonly accessUrl?: string
  /** Kept here, where its own address does not give it. */
  readonly copy?: { readonly href: string; readonly takenAt: string }
  readonly previewHref?: string
  /** Tables that its file became: where they are explored, and how large the first one is. */
  readonly explored?: {
    readonly href: string
    readonly rows: number
    readonly columns: number
    readonly tables: number
  }
  /** Only where it is not the dataset's. */
  readonly licence?: ShownText
}

const tabularText = new Set(["CSV", "TSV"])

/** Files whose first rows can be shown. */
export function isPreviewable({ format, downloadUrl, file }: Distribution): boolean {
  return !file && format !== undefined && tabularText.has(format) && safeUrl(downloadUrl) !== undefined
}

export function fileLine(
  file: Distribution,
  dataset: Dataset,
  reading: { language: Language; vocabularies: Vocabularies; tables?: readonly DataTable[] },
): FileLine {
  const { language, vocabularies } = reading
  const explored = exploredTables(file, dataset, reading)
  const description = inLanguage(file.description, language, dataset.sourceLanguage)
  const downloadUrl = file.file ? downloadUrlOf(file, "") : safeUrl(file.downloadUrl)
  const accessUrl = safeUrl(file.accessUrl)
  const measured = file.measured?.byteSize
  const bytes = measured ?? file.byteSize
  const licence = file.licence?.code
  const copyHref = copyUrlOf(file, "")
  const takenAt = file.measured?.copy?.takenAt
  return {
    id: file.id,
    position: file.position + 1,
    title: inLanguage(file.title, language, dataset.sourceLanguage),
    ...(description ? { description: { ...description, text: richTextToPlain(description.text, 280) } } : {}),
    format: file.format ?? file.rawFormat?.slice(0, 12),
    ...(bytes ? { size: { bytes, measured: measured !== undefined } } : {}),
    ...(file.modified ? { modified: file.modified } : {}),
    link: linkState(file.measured),
    ...(downloadUrl ? { downloadUrl } : {}),
    ...(accessUrl && accessUrl !== downloadUrl ? { accessUrl } : {}),
    ...(copyHref && takenAt ? { copy: { href: copyHref, takenAt } } : {}),
    ...(explored ? { explored } : {}),
    ...(!explored && isPreviewable(file) ? { previewHref: routes.preview(language, dataset.slug, file.id) } : {}),
    ...(licence && licence !== dataset.licence?.code ? { licence: licenceTitle(vocabularies, licence, language) } : {}),
  }
}

function exploredTables(
  file: Distribution,
  dataset: Dataset,
  { language, tables = [] }: { language: Language; tables?: readonly DataTable[] },
): FileLine["explored"] {
  const own = tables.filter(({ distributionId }) => distributionId === file.id)
  const [first] = own
  if (!first) return undefined
  const { rows, columns } = first.version
  return {
    href: routes.explore(language, dataset.slug, file.id),
    ...{ rows, columns: columns.length, tables: own.length },
  }
}
