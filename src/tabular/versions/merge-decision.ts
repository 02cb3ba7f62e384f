/** What was decided before, and what is decided now, to what holds from here on. Pure. */
import { isDeepStrictEqual } from "node:util"
import type { InputProblem } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { nearest } from "../query/nearest.ts"
import type { Column } from "../table/column.ts"
import type { ColumnChoice, TableChoice } from "../table/data-table.ts"
import type { ColumnDecision, TableDecision } from "./table-decision.ts"

/** Mistakes that only the table itself shows: no such column, said twice, a name that another column has. */
export function decisionProblems(
  decision: TableDecision,
  { columns, choice }: { readonly columns: readonly Column[]; readonly choice: TableChoice },
): InputProblem[] {
  const headers = new Set([...columns, ...(choice.columns ?? [])].map(({ header }) => header))
  const decided = decision.columns ?? []
  return [...decided.flatMap(problemsOf), ...takenNames()]

  function problemsOf({ header, type }: ColumnDecision, index: number): InputProblem[] {
    const path = `columns.${index}`
    if (!headers.has(header)) return [unknownColumn(header, { path: `${path}.header`, headers })]
    if (decided.findIndex((one) => one.header === header) !== index)
      return [{ path: `${path}.header`, rule: "repeated" }]
    const isGeometry = columns.some((column) => column.header === header && column.type === "geometry")
    return isGeometry && type ? [{ path: `${path}.type`, rule: "wrong-shape" }] : []
  }

  function takenNames(): InputProblem[] {
    const after = new Map(mergeDecision(choice, decision).columns?.map((one) => [one.header, one.name]))
    const own = columns.flatMap(({ header, name }) => (after.get(header) === undefined ? [{ header, name }] : []))
    const given = [...after].flatMap(([header, name]) => (name === undefined ? [] : [{ header, name }]))
    return decided.flatMap(({ header, name }, index) => {
      const isTaken = [...own, ...given].some((one) => one.name === name && one.header !== header)
      return name && isTaken ? [{ path: `columns.${index}.name`, rule: "taken" }] : []
    })
  }
}

function unknownColumn(
  header: string,
  { path, headers }: { readonly path: string; readonly headers: ReadonlySet<string> },
): InputProblem {
  const likely = nearest(header, headers)
  return likely === undefined
    ? { path, rule: "no-such-column" }
    : { path, rule: "no-such-column-but", values: { nearest: likely.slice(0, 200) } }
}

/** Columns that the file has no more of keep what was decided: they may come back. */
export function mergeDecision(before: TableChoice, { headerRows, columns = [] }: TableDecision): TableChoice {
  const said = new Map(columns.map((one) => [one.header, one]))
  const known = before.columns ?? []
  const fresh = columns.filter(({ header }) => !known.some((one) => one.header === header))
  const merged = [...known, ...fresh.map(({ header }) => ({ header }))]
    .map((one) => mergeColumn(one, said.get(one.header)))
    .filter((one) => Object.keys(one).length > 1)
  const { revision, headerRows: rowsBefore } = before
  const rows = headerRows === undefined ? rowsBefore : headerRows === "none" ? null : (headerRows ?? undefined)
  return {
    ...(revision === undefined ? {} : { revision }),
    ...(rows === undefined ? {} : { headerRows: rows }),
    ...(merged.length > 0 ? { columns: merged } : {}),
  }
}

function mergeColumn(before: ColumnChoice, decision: ColumnDecision | undefined): ColumnChoice {
  if (!decision) return before
  const { name, type, meaning, dateFormat, label, description } = decision
  const kept = <Value>(said: Value | null | undefined, was: Value | undefined) =>
    said === undefined ? was : (said ?? undefined)
  const means = kept<ColumnChoice["meaning"] | "none">(meaning, before.meaning === null ? "none" : before.meaning)
  return {
    header: before.header,
    ...given("name", kept(name, before.name)),
    ...given("type", kept(type, before.type)),
    ...given("meaning", means === "none" ? null : means),
    ...given("dateFormat", kept(dateFormat, before.dateFormat)),
    ...given("label", written(kept<LocalisedText>(label, before.label))),
    ...given("description", written(kept<LocalisedText>(description, before.description))),
  }
}

function given<Name extends string, Value>(name: Name, value: Value | undefined): { readonly [Key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { readonly [Key in Name]?: Value }
}

function written(text: LocalisedText | undefined): LocalisedText | undefined {
  const languages = Object.entries(text ?? {}).filter(([, words]) => words)
  return languages.length > 0 ? Object.fromEntries(languages) : undefined
}

/** Words are put beside the columns whenever they are read; anything else asks for the table to be made again. */
export function asksForMaking(before: TableChoice, after: TableChoice): boolean {
  return !isDeepStrictEqual(withoutWords(before), withoutWords(after))
}

function withoutWords({ headerRows, columns = [] }: TableChoice) {
  const shapes = columns.map(({ label: _label, description: _description, ...shape }) => shape)
  const decided = shapes.filter((shape) => Object.keys(shape).length > 1)
  return { headerRows, columns: new Map(decided.map((shape) => [shape.header, shape])) }
}

/** What differs between the two, by name: `headerRows`, `type`, `label`… */
export function decidedFields(before: TableChoice, after: TableChoice): string[] {
  const old = new Map(before.columns?.map((one) => [one.header, one]))
  const now = new Map(after.columns?.map((one) => [one.header, one]))
  const fields = ["name", "type", "meaning", "dateFormat", "label", "description"] as const
  const headers = [...new Set([...old.keys(), ...now.keys()])]
  const changed = fields.filter((field) =>
    headers.some((header) => !isDeepStrictEqual(old.get(header)?.[field], now.get(header)?.[field])),
  )
  return [...(isDeepStrictEqual(before.headerRows, after.headerRows) ? [] : ["headerRows"]), ...changed]
}
