import { type FoundLayout, note } from "../layout/find-layout.ts"
import type { Ends } from "../layout/read-ends.ts"
import type { RawGrid } from "../open/raw-table.ts"
import type { ColumnChoice } from "../table/data-table.ts"
import type { TableNote } from "../table/table-note.ts"
import type { Row } from "../text/find-table.ts"
import { mostNotFitting } from "./decide-plan.ts"
import type { Decision } from "./decision.ts"
import type { MadeColumn } from "./describe-columns.ts"
import { countOf, type Evidence, evidenceOf } from "./evidence.ts"
import { scanEvidence } from "./evidence-sql.ts"
import { dataSql } from "./grid-sql.ts"
import { planColumns } from "./guess-plans.ts"
import type { MakeTableOptions } from "./made-table.ts"
import { mayBePlaces, placesAmong } from "./places.ts"
import { lookAt } from "./shapes.ts"
import { type Survey, survey } from "./survey.ts"
import type { TypingConnection } from "./typing-db.ts"
import type { PlannedColumn } from "./write-parquet.ts"

export interface PlannedGrid {
  readonly survey: Survey
  readonly aside: readonly Row[]
  readonly columns: readonly GridColumn[]
  readonly notes: readonly TableNote[]
}

export interface GridColumn extends Omit<PlannedColumn, "name">, Omit<MadeColumn, "name"> {
  readonly present: number
  /** Type given by the publisher. */
  readonly isChosen: boolean
}

interface PlanInput {
  readonly raw: RawGrid
  readonly ends: Ends
  readonly layout: FoundLayout
  readonly options: MakeTableOptions
}

/** `undefined` where DuckDB cannot read the text. */
export async function planGrid(input: PlanInput, sql: TypingConnection): Promise<PlannedGrid | undefined> {
  const { raw, ends, layout, options } = input
  const sampled = sampleColumns(input)
  const first = planColumns(sampled)
  const found = await survey(sql, {
    source: { path: raw.path, separator: raw.separator, quote: raw.quote, width: layout.headers.length },
    isRegular: isRegular(ends, layout.headers.length),
    aside: layout.aside,
    maxColumns: options.limits.maxColumns,
    planOf: (index) => first[index]?.plan ?? { kind: "text" },
    isAskedForValues: (index) => {
      const column = sampled[index]
      return (
        column !== undefined &&
        mayHavePlaces(first[index]!) &&
        mayBePlaces(column.values, column.header, options.placeFrom)
      )
    },
  })
  if (!found) return undefined
  const doubtful = found.columns.flatMap((_, index) => (isDoubtful(index) ? [index] : []))
  const scanned = await scanEvidence(sql, dataSql(found.source, layout.aside), doubtful)
  const all = found.columns.map((_, index) => ({
    ...(sampled[index] ?? { header: "", values: [], evidence: { counts: [] } }),
    ...(scanned.has(index) ? { evidence: scanned.get(index)! } : {}),
  }))
  const decisions = scanned.size > 0 ? planColumns(all) : first
  return gathered()

  function isDoubtful(index: number): boolean {
    const { present, fitting } = found!.columns[index]!
    const column = sampled[index]
    if (!column) return present > 0
    if (column.isGeometry) return false
    if (first[index]!.plan.kind !== "text") return fitting < present && !ends.isWhole
    return !ends.isWhole && present > 0 && !isSurelyText(column.evidence)
  }

  function gathered(): PlannedGrid {
    const kept = found!.columns.flatMap(({ present }, index) =>
      isBox(raw, index) || (present === 0 && all[index]!.header === "") ? [] : [index],
    )
    const columns = kept.map((index) => gridColumn(index))
    const names = columns.map(({ header }) => header)
    const unnamed = kept.filter((index) => all[index]!.header === "").length
    const named = names.length - unnamed
    const different = new Set(kept.map((index) => all[index]!.header).filter((header) => header !== "")).size
    const extra = kept.filter((index) => index >= layout.headers.length).length
    const dropped = (kept.at(-1) ?? -1) + 1 - kept.length - (raw.geometry ? 4 : 0)
    return {
      survey: found!,
      aside: layout.aside,
      columns,
      notes: [
        ...note(unnamed > 0 && layout.layout.headerRows !== null, "unnamed-columns", { columns: unnamed }),
        ...note(different < named, "duplicate-names", { columns: named - different }),
        ...note(dropped > 0, "empty-columns", { columns: dropped }),
        ...note(extra > 0, "ragged-rows"),
      ],
    }
  }

  function gridColumn(index: number): GridColumn {
    const { header, values, chosen } = all[index]! as SampledColumn
    const { present, fitting, distinct } = found!.columns[index]!
    const decision = decisions[index] ?? { plan: { kind: "text" as const }, notFitting: 0 }
    const places = distinct ? placesAmong(distinct, header, options.placeFrom) : undefined
    const isSame = decision.plan === first[index]?.plan || fitting === present
    return {
      index,
      header: header === "" ? String(index + 1) : header,
      plan: decision.plan,
      isCode: decision.isCode ?? false,
      present,
      isChosen: chosen?.type !== undefined,
      keepsWritten: isTyped(decision) && !(isSame && fitting === present),
      sample: values.filter((value) => lookAt(value).shape !== "missing"),
      ...(places ? { found: places, places: places.codes } : {}),
      ...(raw.geometry?.column === index ? { box: raw.geometry.box } : {}),
    }
  }
}

const isTyped = ({ plan }: Decision): boolean => plan.kind !== "text" && plan.kind !== "geometry"
const isBox = ({ geometry }: RawGrid, index: number): boolean => geometry?.box.includes(index) ?? false

function mayHavePlaces({ plan }: Decision): boolean {
  return plan.kind === "text" || (plan.kind === "number" && plan.type === "integer")
}

interface SampledColumn {
  readonly header: string
  readonly values: readonly string[]
  readonly evidence: Evidence
  readonly chosen?: ColumnChoice
  readonly isGeometry?: boolean
}

const mostSampled = 2000

function sampleColumns({ raw, ends, layout, options }: PlanInput): SampledColumn[] {
  const width = layout.headers.length
  const aside = new Set(layout.aside.map(keyOf))
  const first = layout.layout.firstDataRow - 1
  const rows = [...ends.head.slice(first), ...ends.middle.filter((row) => row.length === width), ...ends.tail].filter(
    (row) => !aside.has(keyOf(row)),
  )
  const step = ends.isWhole ? 1 : Math.max(1, Math.floor(rows.length / mostSampled))
  const chosen = new Map(options.choice?.columns?.map((column) => [column.header, column]))
  return layout.headers.map((header, index) => {
    const values = rows.flatMap((row, at) => (at % step === 0 && (row[index] ?? "").trim() !== "" ? [row[index]!] : []))
    const choice = chosen.get(header)
    const isGeometry = raw.geometry?.column === index
    return {
      header,
      values,
      evidence: evidenceOf(isGeometry ? [] : values),
      ...(choice ? { chosen: choice } : {}),
      ...(isGeometry ? { isGeometry } : {}),
    }
  })
}

const keyOf = (row: Row): string => row.join("\u0000")

/** Enough values of the sample are no number, date or word of any type: nearly all of the column cannot be. */
function isSurelyText(evidence: Evidence): boolean {
  const present = countOf(evidence, ({ shape }) => shape !== "missing")
  const other = countOf(evidence, ({ shape }) => shape === "other" || shape === "zeros")
  return present >= 50 && other > present * Math.max(0.5, mostNotFitting)
}

function isRegular({ head, tail }: Ends, width: number): boolean {
  return [...head, ...tail].every((row) => row.length === width)
}
