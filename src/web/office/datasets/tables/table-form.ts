/** The form of a table: what was decided, as inputs; what was posted, as a decision. Inputs are named as the decision's paths. */
import { inputProblems } from "../../../../platform/input-problems.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import {
  type Column,
  type DataTable,
  type DictionaryColumn,
  revisionOf,
  type TableDecision,
  tableDecision,
} from "../../../../tabular/index.ts"
import type { LocalisedText } from "../../../../texts/index.ts"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"

export interface ColumnValues {
  readonly header: string
  readonly name: string
  /** Empty: as understood. */
  readonly type: string
  readonly meaning: string
  readonly dateFormat: string
  readonly label: LocalisedText
  readonly description: LocalisedText
}

export interface TableValues {
  readonly revision: number
  readonly header: "found" | "none" | "rows"
  readonly first: string
  readonly last: string
  readonly columns: readonly ColumnValues[]
}

/** What stands in the form at first. Columns that share a header share what is said of them. */
export function valuesOfTable(table: DataTable): TableValues {
  const { choice, version } = table
  const chosen = choice.headerRows
  const [first, last] = chosen ?? version.layout.headerRows ?? [1, 1]
  return {
    revision: revisionOf(table),
    header: chosen === undefined ? "found" : chosen === null ? "none" : "rows",
    ...{ first: String(first), last: String(last) },
    columns: differentColumns(version.columns).map((column) => valuesOfColumn(table, column)),
  }
}

export function differentColumns(columns: readonly Column[]): readonly Column[] {
  return [...new Map(columns.toReversed().map((column) => [column.header, column])).values()].toReversed()
}

function valuesOfColumn({ choice }: DataTable, { header, name }: Column): ColumnValues {
  const said = choice.columns?.find((one) => one.header === header)
  return {
    header,
    name: said?.name ?? name,
    type: said?.type ?? "",
    meaning: said?.meaning === null ? "none" : (said?.meaning ?? ""),
    dateFormat: said?.dateFormat ?? "",
    label: said?.label ?? {},
    description: said?.description ?? {},
  }
}

export function valuesFromForm(form: URLSearchParams): TableValues {
  const header = form.get("header")
  return {
    revision: Number(form.get("revision") ?? Number.NaN),
    header: header === "none" || header === "rows" ? header : "found",
    first: form.get("first")?.trim() ?? "",
    last: form.get("last")?.trim() ?? "",
    columns: [...form.keys()].flatMap((key) => {
      const at = /^(columns\.\d{1,4})\.header$/.exec(key)?.[1]
      return at === undefined ? [] : [columnFromForm(form, at)]
    }),
  }
}

function columnFromForm(form: URLSearchParams, at: string): ColumnValues {
  const field = (name: string) => form.get(`${at}.${name}`)?.trim() ?? ""
  return {
    header: form.get(`${at}.header`) ?? "",
    ...{ name: field("name"), type: field("type"), meaning: field("meaning"), dateFormat: field("dateFormat") },
    label: localisedFromForm(form, `${at}.label`),
    description: localisedFromForm(form, `${at}.description`),
  }
}

/** Refused by the schema, with the names of the inputs as paths. A name that was left as it was is no decision. */
export function decisionFromValues({ header, first, last, columns }: TableValues, table: DataTable): TableDecision {
  const before = new Map(valuesOfTable(table).columns.map((column) => [column.header, column]))
  const rows = { found: null, none: "none", rows: [Number(first), Number(last)] }[header]
  const read = tableDecision.safeParse({
    headerRows: rows,
    columns: columns.map(({ name, type, meaning, dateFormat, ...rest }) => ({
      ...rest,
      ...(name === before.get(rest.header)?.name ? {} : { name: name || null }),
      ...{ type: type || null, meaning: meaning || null, dateFormat: dateFormat || null },
    })),
  })
  if (!read.success) throw new InvalidInput(read.error.issues.flatMap(inputProblems))
  return read.data
}

/** Of these columns alone, so that nothing else is saved with them; what the dictionary leaves open stays as it was. */
export function withDictionary(values: TableValues, said: readonly DictionaryColumn[]): TableValues {
  const byHeader = new Map(said.map((one) => [one.header, one]))
  const columns = values.columns.flatMap((column) => {
    const one = byHeader.get(column.header)
    return one ? [filled(column, one)] : []
  })
  return { ...values, columns: columns.slice(0, mostFilled) }
}

const mostFilled = 500

function filled(column: ColumnValues, { type, meaning, label, description }: DictionaryColumn): ColumnValues {
  return {
    ...column,
    type: type ?? column.type,
    meaning: meaning ?? column.meaning,
    label: { ...column.label, ...label },
    description: { ...column.description, ...description },
  }
}
