import type { DistributionFacts } from "../../../catalogue/index.ts"
import type { LocalisedText } from "../../../texts/index.ts"
import {
  compact,
  idFrom,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readDate,
  readFormat,
  readLanguages,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"

const resourceLimit = 1_000

/** What the pages of a study call these, in the languages of the portal; the API has no names for them. */
const names = {
  microdata: { ar: "البيانات الجزئية", fr: "Microdonnées", en: "Microdata" },
  ddi: {
    ar: "وصف المتغيرات (DDI)",
    fr: "Description des variables (DDI)",
    en: "Description of the variables (DDI)",
  },
  link_study: { ar: "صفحة المسح", fr: "Page de l'enquête", en: "Page of the study" },
  link_questionnaire: { ar: "الاستبيان", fr: "Questionnaire", en: "Questionnaire" },
  link_technical: { ar: "الوثائق الفنية", fr: "Documents techniques", en: "Technical documents" },
  link_report: { ar: "التقرير", fr: "Rapport", en: "Report" },
  link_indicator: { ar: "المؤشرات", fr: "Indicateurs", en: "Indicators" },
} as const satisfies Record<string, LocalisedText>

export interface StudyPlace {
  readonly root: string
  /** Number in the database, of which the addresses of a study are made. */
  readonly sid: string | undefined
  readonly isSurvey: boolean
  /** Whether microdata can be had at all, for whoever may. */
  readonly hasData: boolean
}

/** The way to the microdata, the DDI description, the files listed and the links of the study. */
export function filesOf(record: JsonObject, place: StudyPlace, context: RecordContext): readonly DistributionFacts[] {
  const { root, sid } = place
  const elsewhere = readUrl(record.remote_data_url ?? record.link_da, "remote_data_url", context.problems)
  const page = sid ? new URL(`catalog/${sid}/get-microdata`, root).href : undefined
  const ddi = sid && place.isSurvey ? new URL(`metadata/export/${sid}/ddi`, root).href : undefined
  const files = listOf(record.resources)
    .slice(0, resourceLimit)
    .map((raw, at) => resourceFile(raw, `resources[${at}]`, { ...context, place }))
  const links = Object.entries(names).map(([name, title]) =>
    name.startsWith("link_") ? linkedPage(readUrl(record[name], name, context.problems), title) : undefined,
  )
  const own: (DistributionFacts | undefined)[] = [
    place.hasData ? dataPage(elsewhere ?? page) : undefined,
    ddi ? { remoteId: "ddi", title: names.ddi, downloadUrl: ddi, format: "XML", documentation: true } : undefined,
  ]
  return distinct([...own, ...files, ...links].filter((file) => file !== undefined))
}

function dataPage(accessUrl: string | undefined): DistributionFacts | undefined {
  return accessUrl ? { remoteId: "microdata", title: names.microdata, accessUrl } : undefined
}

function linkedPage(accessUrl: string | undefined, title: LocalisedText): DistributionFacts | undefined {
  return accessUrl ? { title, accessUrl, documentation: true } : undefined
}

type FileContext = RecordContext & { readonly place: StudyPlace }

/** A resource: `filename` is an address, or the name of a file that the catalogue gives out under the resource's number. */
function resourceFile(raw: unknown, path: string, context: FileContext): DistributionFacts | undefined {
  const { language, problems } = context
  if (!isObject(raw)) {
    problems.push(problem("wrong-type", path, raw))
    return undefined
  }
  const url = resourceUrl(raw, path, context)
  if (!url) {
    problems.push(problem("distribution-without-url", `${path}.filename`, lineOf(raw.title)))
    return undefined
  }
  const type = lineOf(raw.dctype) ?? ""
  return compact<DistributionFacts>({
    remoteId: idFrom(raw.resource_id),
    title: readLocalised([[raw.title, `${path}.title`]], { shape: "line", language }, problems),
    description: readLocalised(
      [[raw.description ?? raw.abstract, `${path}.description`]],
      { shape: "text", language },
      problems,
    ),
    downloadUrl: url,
    ...readFormat(
      { format: bracketed(raw.dcformat), mediaType: bracketed(raw.dcformat), url: lineOf(raw.filename) ?? url },
      `${path}.dcformat`,
      context,
    ),
    issued: readDate(raw.dcdate, `${path}.dcdate`, problems),
    languages: readLanguages(raw.language, `${path}.language`, problems),
    // Microdata, databases, tables and maps are data; what else a study comes with explains it.
    documentation: /^(?:microdata|database|table|map)|\[(?:dat|tbl|map)/i.test(type) ? undefined : true,
  })
}

function resourceUrl(raw: JsonObject, path: string, { place, problems }: FileContext): string | undefined {
  const { download } = isObject(raw._links) ? raw._links : {}
  for (const written of [raw.filename, raw.url, download, raw.download_link])
    if (/^https?:/i.test(lineOf(written) ?? "")) return readUrl(written, `${path}.url`, problems)
  const number = lineOf(raw.resource_id)
  if (!place.sid || !number || !/^\d+$/.test(number)) return undefined
  return new URL(`catalog/${place.sid}/download/${number}`, place.root).href
}

/** `Compressed, ZIP [application/zip]` */
function bracketed(value: unknown): string | undefined {
  const text = lineOf(value)
  return text === undefined ? undefined : (/\[([^\]]{1,100})\]\s*$/.exec(text)?.[1] ?? text)
}

function distinct(files: readonly DistributionFacts[]): readonly DistributionFacts[] {
  const byAddress = new Map<string, DistributionFacts>()
  for (const file of files) {
    const key = `${file.downloadUrl ?? ""} ${file.accessUrl ?? ""}`
    if (!byAddress.has(key)) byAddress.set(key, file)
  }
  return [...byAddress.values()]
}
