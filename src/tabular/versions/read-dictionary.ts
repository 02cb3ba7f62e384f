/**
 * A dictionary that somebody wrote elsewhere, as what it says of the columns of a table: a Table Schema (Frictionless, ours
 * too, alone or inside a data package), or a CSV with a line for each column. What is not understood is left out.
 */
import { type Language, type LocalisedText, languages } from "../../texts/index.ts"
import { readTable } from "../read-table.ts"
import { type Column, type ColumnType, type Meaning, meanings } from "../table/column.ts"
import { choosableTypes, longestDescription, longestLabel } from "./table-decision.ts"

export interface DictionaryColumn {
  /** Header of a column of the table. */
  readonly header: string
  readonly type?: ColumnType
  readonly meaning?: Meaning
  readonly label?: LocalisedText
  readonly description?: LocalisedText
}

export type Dictionary =
  | {
      readonly kind: "read"
      readonly columns: readonly DictionaryColumn[]
      /** Names that no column of the table has; at most a few. */
      readonly unknown: readonly string[]
    }
  | { readonly kind: "unreadable" }

interface Given {
  readonly bytes: Uint8Array
  /** Texts without a language are in this one. */
  readonly language: Language
  readonly columns: readonly Column[]
}

const mostFields = 2000
const mostUnknown = 20

export async function readDictionary({ bytes, language, columns }: Given): Promise<Dictionary> {
  const fields = fieldsOfJson(bytes) ?? (await fieldsOfCsv(bytes))
  if (!fields) return { kind: "unreadable" }
  const found: DictionaryColumn[] = []
  const unknown: string[] = []
  for (const field of fields.slice(0, mostFields)) {
    const names = [textOf(field.header), textOf(field.name)].filter((name) => name !== "")
    const column = columns.find(({ header, name }) => names.includes(header) || names.includes(name))
    if (!column) unknown.push(names[0] ?? "")
    else if (!found.some(({ header }) => header === column.header)) found.push(saidOf(field, column, language))
  }
  return { kind: "read", columns: found, unknown: unknown.filter((name) => name !== "").slice(0, mostUnknown) }
}

type Field = Readonly<Record<string, unknown>>

function fieldsOfJson(bytes: Uint8Array): readonly Field[] | undefined {
  let read: unknown
  try {
    read = JSON.parse(new TextDecoder("utf-8").decode(bytes))
  } catch {
    return undefined
  }
  const [resource] = listIn(read, "resources")
  const fields = [read, propertyOf(read, "schema"), propertyOf(resource, "schema")]
    .map((one) => listIn(one, "fields"))
    .find((list) => list.length > 0)
  return fields?.filter(isObject)
}

/** Headers are the names of properties: `name`, `title`, `title.fr` or `title_fr`, `description`…, `type`. */
async function fieldsOfCsv(bytes: Uint8Array): Promise<readonly Field[] | undefined> {
  const read = await readTable({ bytes, name: "dictionary.csv" }, { maxRows: mostFields + 1 })
  if (read.kind === "failed") return undefined
  const [header = [], ...rows] = read.rows
  const names = header.map((name) => name.trim().toLowerCase())
  if (!names.includes("name") && !names.includes("header")) return undefined
  return rows.map((row) => Object.fromEntries(names.map((name, index) => [name, row[index] ?? ""])))
}

function saidOf(field: Field, column: Column, language: Language): DictionaryColumn {
  const label = localised(field, { names: ["title", "label"], language, max: longestLabel })
  const description = localised(field, { names: ["description"], language, max: longestDescription })
  const type = typeOf(field)
  const meaning = meanings.find((one) => one === field.meaning)
  const repeatsHeader = Object.values(label).every((text) => text === column.header)
  return {
    header: column.header,
    ...(type && type !== column.type && column.type !== "geometry" ? { type } : {}),
    ...(meaning && meaning !== column.meaning ? { meaning } : {}),
    ...(repeatsHeader ? {} : { label }),
    ...(Object.keys(description).length > 0 ? { description } : {}),
  }
}

const typesOfSchema: Readonly<Record<string, ColumnType>> = { string: "text", number: "decimal", year: "integer" }

function typeOf({ type }: Field): ColumnType | undefined {
  const said = textOf(type).toLowerCase()
  const ours = Object.hasOwn(typesOfSchema, said) ? typesOfSchema[said] : said
  return choosableTypes.find((one) => one === ours)
}

/** As `{fr: …}` beside or instead of the plain text, or as columns of their own. */
function localised(
  field: Field,
  { names, language, max }: { readonly names: readonly string[]; readonly language: Language; readonly max: number },
): LocalisedText {
  const texts: Record<string, string> = {}
  for (const name of names) {
    const plain = textOf(field[name])
    if (plain) texts[language] ??= plain.slice(0, max)
    for (const one of languages) {
      const inIt = [
        propertyOf(field[`${name}s`], one),
        propertyOf(field[name], one),
        field[`${name}.${one}`],
        field[`${name}_${one}`],
      ]
      const text = inIt.map(textOf).find((written) => written !== "")
      if (text) texts[one] = text.slice(0, max)
    }
  }
  return texts
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value.replaceAll("\0", "").toWellFormed().trim() : ""
}

function isObject(value: unknown): value is Field {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

function propertyOf(value: unknown, name: string): unknown {
  return isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined
}

function listIn(value: unknown, name: string): readonly unknown[] {
  const list = propertyOf(value, name)
  return Array.isArray(list) ? list : []
}
