import type { LocalisedText } from "../texts/index.ts"
import type { DemoDataset, DemoFile } from "./demo-dataset.ts"
import { idOf } from "./name-based-id.ts"

/** A dataset written by hand for the demo, small table included; one for each of `years`, where there are any. */
export interface WrittenDataset {
  readonly key: string
  readonly title: LocalisedText
  readonly description: LocalisedText
  readonly keywords: Readonly<Record<string, readonly string[]>>
  readonly theme: string
  readonly frequency?: string
  readonly issued: string
  readonly modified: string
  readonly place?: string
  readonly years?: readonly number[]
  readonly columns?: readonly string[]
  readonly rows?: readonly (readonly (string | number)[])[]
  /** It describes what another portal publishes, files included. */
  readonly linked?: { readonly portal: string; readonly dataset: string }
}

export interface WrittenPortal {
  readonly name: string
  readonly publisher: DemoDataset["publisher"]
  readonly licence: string
  /** Ends every description. */
  readonly note: LocalisedText
  readonly written: readonly WrittenDataset[]
  readonly filesOf: (linked: NonNullable<WrittenDataset["linked"]>) => readonly DemoFile[]
}

export function expandWritten(portal: WrittenPortal): readonly DemoDataset[] {
  return portal.written.flatMap((template) =>
    (template.years ?? [undefined]).map((year, index) => oneWritten(portal, template, { year, index })),
  )
}

interface Turn {
  readonly year: number | undefined
  readonly index: number
}

function oneWritten(portal: WrittenPortal, template: WrittenDataset, turn: Turn): DemoDataset {
  const { year } = turn
  const dated = (text: string) => text.replaceAll("{year}", String(year ?? ""))
  const each = (text: LocalisedText) =>
    Object.fromEntries(Object.entries(text).map(([tag, words]) => [tag, dated(words)]))
  const key = dated(template.key)
  const { keywords, theme, frequency, place, issued, modified } = template
  return {
    key,
    family: template.key,
    id: idOf(`${portal.name}/${key}`),
    title: each(template.title),
    description: Object.fromEntries(
      Object.entries(each(template.description)).map(([tag, text]) => [tag, `${text}\n\n${portal.note[tag] ?? ""}`]),
    ),
    publisher: portal.publisher,
    licence: portal.licence,
    languages: Object.keys(template.title),
    ...{ keywords, theme, issued, modified },
    ...(frequency ? { frequency } : {}),
    ...(place ? { place } : {}),
    ...(year === undefined ? {} : { period: { start: `${year}-01-01`, end: `${year}-12-31` } }),
    files: template.linked ? portal.filesOf(template.linked) : [tableOf(template, key, turn)],
  }
}

const growth = 0.04

/** Figures grow a little from one year to the next. */
function tableOf({ columns = [], rows = [], modified }: WrittenDataset, key: string, { year, index }: Turn): DemoFile {
  const cell = (value: string | number) =>
    typeof value === "number" && index > 0 ? Math.round(value * (1 + growth * index) * 10) / 10 : value
  const dated = (line: readonly (string | number)[], first: string | number) =>
    year === undefined ? line : [first, ...line]
  const lines = [dated(columns, "annee"), ...rows.map((row) => dated(row.map(cell), year ?? ""))]
  return {
    name: `${key}.csv`,
    title: { fr: "Tableau CSV", ar: "جدول CSV", en: "CSV table" },
    format: "CSV",
    mediaType: "text/csv; charset=utf-8",
    modified,
    tellsSize: false,
    body: () => Buffer.from(lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join(""), "utf8"),
  }
}

function quoted(value: string | number): string {
  const text = String(value)
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

/** Where a file is fetched; some portals point to files of others. */
export function fileAddress({ name, at }: DemoFile, baseUrl: string): string {
  return at === undefined ? `${baseUrl}/files/${name}` : new URL(at, baseUrl).href
}
