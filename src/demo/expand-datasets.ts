import { slugFromTitle } from "../catalogue/index.ts"
import { type LocalisedText, localisedText } from "../texts/index.ts"
import type { Cell, DemoData, Label, Row } from "./demo-data.ts"
import type { DemoDataset, DemoFile } from "./demo-dataset.ts"
import { fillText, labelIn } from "./fill-text.ts"
import { idOf } from "./name-based-id.ts"
import { seriesId } from "./series-and-services.ts"
import { type FileForm, mediaTypes, writeFile } from "./write-file.ts"

export interface FileTemplate extends FileForm {
  readonly title: LocalisedText
  /** As the portal declares it. */
  readonly format: string
  readonly dead?: boolean
}

/** A family of datasets: one per value of `each`, or a single one. Lists are dealt out in turn over the family. */
export interface DatasetTemplate {
  readonly key: string
  /** Key of the series that all of the family belong to. */
  readonly series?: string
  readonly table: string
  readonly where?: Readonly<Record<string, readonly (string | number)[]>>
  readonly each?: string
  /** Rows put together: counted, and the numbers of `sum` added up. */
  readonly groupBy?: readonly string[]
  readonly sum?: readonly string[]
  readonly columns: readonly string[]
  readonly title: LocalisedText
  readonly description: LocalisedText
  readonly source: LocalisedText
  readonly keywords: Readonly<Record<string, readonly string[]>>
  readonly languages: readonly (readonly string[])[]
  readonly theme: string
  readonly publishers: readonly string[]
  readonly licences: readonly string[]
  readonly frequencies: readonly string[]
  readonly modified: readonly string[]
  readonly issued: string
  readonly period?: string
  readonly places?: readonly string[]
  readonly files: readonly (readonly string[])[]
  /** What some of the family have otherwise, by value of `each` (`*` for a single one): as in real life, not all are perfect. */
  readonly except?: Readonly<Record<string, Exception>>
}

interface Exception {
  readonly description?: null
  readonly licence?: string | null
  readonly frequency?: string | null
  readonly title?: LocalisedText
  readonly files?: readonly string[]
  readonly format?: string
}

export interface PortalTexts {
  readonly name: string
  readonly files: Readonly<Record<string, FileTemplate>>
  readonly publishers: Readonly<Record<string, LocalisedText>>
  readonly datasets: readonly DatasetTemplate[]
}

export function expandDatasets(portal: PortalTexts, data: DemoData): readonly DemoDataset[] {
  return portal.datasets.flatMap((template) => {
    const rows = data.tables[template.table]!.filter((row) => matches(row, template.where))
    return groupsOf(rows, template.each).map(([value, group], index) => {
      const label = template.each ? (data.labels[template.each]?.[value] ?? plainLabel(value)) : undefined
      return oneDataset({ portal, template, data, index, value, rows: group, label })
    })
  })
}

/** A value that no list explains names itself. */
function plainLabel(value: string): Label {
  return { slug: slugFromTitle({ und: value }), fr: value, ar: value }
}

interface Member {
  readonly portal: PortalTexts
  readonly template: DatasetTemplate
  readonly data: DemoData
  readonly index: number
  readonly value: string
  readonly rows: readonly Row[]
  readonly label?: Label | undefined
}

function oneDataset(member: Member): DemoDataset {
  const { portal, template, data, index, value, label } = member
  const rows = summed(member.rows, template)
  const languages = turn(template.languages, index)
  const context = { rows: member.rows, labels: data.labels, ...(label ? { label } : {}) }
  const fill = (text: LocalisedText) =>
    localisedText(Object.fromEntries(languages.map((tag) => [tag, text[tag] && fillText(text[tag], tag, context)])))
  const exception = template.except?.[value] ?? {}
  const key = fillText(template.key, "fr", context)
  const modified = turn(template.modified, index)
  const publisher = turn(template.publishers, index)
  const licence = exception.licence === null ? undefined : (exception.licence ?? turn(template.licences, index))
  const frequency =
    exception.frequency === null ? undefined : (exception.frequency ?? turn(template.frequencies, index))
  const described = exception.description === null ? undefined : fill(withSource(template, languages))
  return {
    key,
    family: template.key,
    id: idOf(`${portal.name}/${key}`),
    ...(template.series ? { inSeries: seriesId(portal.name, template.series) } : {}),
    title: fill(exception.title ?? template.title) ?? { fr: key },
    ...(described ? { description: described } : {}),
    keywords: Object.fromEntries(
      languages.flatMap((tag) => (template.keywords[tag] ? [[tag, template.keywords[tag]]] : [])),
    ),
    theme: template.theme,
    publisher: { slug: publisher, name: portal.publishers[publisher]! },
    ...(licence ? { licence } : {}),
    ...(frequency ? { frequency } : {}),
    issued: template.issued,
    modified,
    ...placeOf(template, index, label),
    ...periodOf(template, member.rows),
    languages,
    files: (exception.files ?? turn(template.files, index)).map((name) =>
      oneFile(
        { form: portal.files[name]!, fileName: `${key}-${name}`, rows, template, data, languages, modified },
        exception.format,
      ),
    ),
  }
}

interface FileMaking {
  readonly form: FileTemplate
  readonly fileName: string
  readonly rows: readonly Row[]
  readonly template: DatasetTemplate
  readonly data: DemoData
  readonly languages: readonly string[]
  readonly modified: string
}

function oneFile(
  { form, fileName, rows, template, data, languages, modified }: FileMaking,
  declared?: string,
): DemoFile {
  const extension = form.dead ? form.format.toLowerCase() : form.as === "boundary" ? "geojson" : form.as
  const title = localisedText(Object.fromEntries(languages.map((tag) => [tag, form.title[tag]]))) ?? form.title
  let made: Uint8Array | undefined
  const body = () => {
    made ??= writeFile(form, rows, template.columns, data)
    return made
  }
  return {
    name: `${fileName}.${extension}`,
    title,
    format: declared ?? form.format,
    mediaType: mediaTypes[form.as],
    modified,
    tellsSize: fileName.length % 3 === 0,
    ...(form.dead ? {} : { body }),
  }
}

function withSource(template: DatasetTemplate, languages: readonly string[]): LocalisedText {
  return Object.fromEntries(
    languages.map((tag) => [tag, `${template.description[tag] ?? ""}\n\n${template.source[tag] ?? ""}`.trim()]),
  )
}

function matches(row: Row, where: DatasetTemplate["where"] = {}): boolean {
  return Object.entries(where).every(([column, allowed]) => allowed.includes(row[column] as string))
}

function groupsOf(rows: readonly Row[], each: string | undefined): [value: string, rows: Row[]][] {
  if (!each) return [["*", [...rows]]]
  const groups = new Map<string, Row[]>()
  for (const row of rows) {
    const value = row[each]
    if (value === null || value === undefined) continue
    const group = groups.get(String(value)) ?? []
    group.push(row)
    groups.set(String(value), group)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1))
}

function summed(rows: readonly Row[], { groupBy, sum = [] }: DatasetTemplate): readonly Row[] {
  if (!groupBy) return rows
  const groups = new Map<string, Record<string, Cell>>()
  for (const row of rows) {
    const key = JSON.stringify(groupBy.map((column) => row[column] ?? null))
    const group = groups.get(key) ?? {
      ...Object.fromEntries(groupBy.map((column) => [column, row[column] ?? null])),
      count: 0,
    }
    group.count = (group.count as number) + 1
    for (const column of sum) group[column] = ((group[column] as number) ?? 0) + ((row[column] as number) ?? 0)
    groups.set(key, group)
  }
  return [...groups].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, group]) => group)
}

function placeOf({ places }: DatasetTemplate, index: number, label: Label | undefined): { place?: string } {
  if (!places) return {}
  const form = turn(places, index)
  return {
    place: label
      ? form
          .replace("{fr}", label.fr)
          .replace("{ofFr}", label.ofFr ?? label.fr)
          .replace("{ar}", labelIn(label, "ar"))
      : form,
  }
}

function periodOf({ period }: DatasetTemplate, rows: readonly Row[]): { period?: { start: string; end: string } } {
  if (!period) return {}
  const values = rows
    .map((row) => row[period])
    .filter((cell) => cell !== null && cell !== undefined)
    .map(String)
    .sort()
  return values.length === 0 ? {} : { period: { start: values[0]!, end: values.at(-1)! } }
}

const turn = <T>(list: readonly T[], index: number): T => list[index % list.length]!
