import type { FoundLayout } from "../layout/find-layout.ts"
import type { Ends } from "../layout/read-ends.ts"
import type { RawGrid } from "../open/raw-table.ts"
import { mostNotFitting } from "./decide-plan.ts"
import type { Decision } from "./decision.ts"
import type { MadeColumn } from "./describe-columns.ts"
import { countOf, type Evidence } from "./evidence.ts"
import { scanEvidence } from "./evidence-sql.ts"
import { dataSql } from "./grid-sql.ts"
import { planColumns } from "./guess-plans.ts"
import type { MakeTableOptions } from "./made-table.ts"
import { mayBePlaces, placesAmong } from "./places.ts"
import { type Sample, type SampledColumn, sampleColumns } from "./sample-columns.ts"
import { lookAt } from "./shapes.ts"
import { type Survey, survey } from "./survey.ts"
import { thorough } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"
import type { PlannedColumn } from "./write-parquet.ts"

export interface PlannedGrid {
  readonly survey: Survey
  readonly columns: readonly GridColumn[]
  /** The evidence of all rows, where it was gathered. */
  readonly scanned: ReadonlyMap<number, Evidence>
}

export interface GridColumn extends Omit<PlannedColumn, "name">, Omit<MadeColumn, "name"> {
  readonly hasName: boolean
  readonly present: number
  /** Values that the plan gives a place to: fewer of them in the file that was written means that some do not fit. */
  readonly fitting: number
  /** All rows were looked at, not a sample. */
  readonly isProven: boolean
  /** Type given by the publisher. */
  readonly isChosen: boolean
}

export interface PlanInput {
  readonly raw: RawGrid
  readonly ends: Ends
  readonly layout: FoundLayout
  readonly options: MakeTableOptions
}

/**
 * The plan of each column, by a sample and by what a scan says of doubtful ones, those that are `known` to be and others;
 * `undefined` where DuckDB cannot read.
 */
export async function planGrid(
  input: PlanInput,
  sql: TypingConnection,
  known: readonly number[] = [],
): Promise<PlannedGrid | undefined> {
  const { raw, ends, layout, options } = input
  const sample = sampleColumns(raw, { ends, layout, choice: options.choice })
  const first = planColumns(sample.columns)
  const found = await survey(sql, {
    source: sourceOf(input),
    isRegular: isRegular(input),
    aside: layout.aside,
    maxColumns: options.limits.maxColumns,
    rowsBeforeAndAfter: layout.rowsBefore + layout.rowsAfter,
    isAskedForValues: (index) => mayHavePlaces(sample.columns[index], first[index], options),
    ...(raw.records === undefined ? {} : { knownRecords: raw.records }),
  })
  if (!found) return undefined
  const doubtful = found.columns.flatMap(({ present }, index) =>
    present > 0 && !ends.isWhole && (known.includes(index) || isDoubtful(sample.columns[index], first[index]))
      ? [index]
      : [],
  )
  const scanned = await scanEvidence(sql, dataSql(found.source, layout.aside), doubtful)
  return gathered(input, { found, sample, scanned })
}

/** Some columns turned out not to be what the sample said: the whole of them is looked at. */
export async function planAgain(
  input: PlanInput,
  { planned, columns }: { planned: PlannedGrid; columns: readonly number[] },
  sql: TypingConnection,
): Promise<PlannedGrid> {
  const { raw, ends, layout, options } = input
  const data = dataSql(planned.survey.source, layout.aside)
  const scanned = new Map([...planned.scanned, ...(await scanEvidence(sql, data, columns))])
  const sample = sampleColumns(raw, { ends, layout, choice: options.choice })
  return gathered(input, { found: planned.survey, sample, scanned })
}

const unseen: SampledColumn = { header: "", values: [], evidence: { counts: [] } }

/** The same without a scan, where all records were read already: what is written shows whether DuckDB read them alike. */
export function planInMemory(input: PlanInput): PlannedGrid {
  const { raw, ends, layout, options } = input
  const sample = sampleColumns(raw, { ends, layout, choice: options.choice })
  const decisions = planColumns(sample.columns)
  const columns = sample.columns.map((column, index) => ({
    present: column.values.length,
    ...(mayHavePlaces(column, decisions[index], options) ? { distinct: [...new Set(column.values)] } : {}),
  }))
  const found: Survey = {
    source: { ...sourceOf(input), strictness: isRegular(input) ? "regular" : "ragged-in-order" },
    records: ends.head.filter((row) => row.some((cell) => cell !== "")).length,
    rows: sample.rows,
    columns,
  }
  return gathered(input, { found, sample, scanned: new Map() })
}

/**
 * A plan by the sample alone, where the sample leaves no doubt: every record as long as the others, every value of its
 * type. What is written proves it (every typed cell is filled); otherwise all is planned again by a scan.
 */
export function planBySample(input: PlanInput): PlannedGrid | undefined {
  const { raw, ends, layout, options } = input
  if (raw.records === undefined || !isRegular(input)) return undefined
  const sample = sampleColumns(raw, { ends, layout, choice: options.choice })
  const decisions = planColumns(sample.columns)
  const isSure = sample.columns.every(
    (column, index) => column.header !== "" && !column.chosen && !isDoubtful(column, decisions[index]),
  )
  if (!isSure) return undefined
  const rows = raw.records - (layout.layout.firstDataRow - 1) - layout.rowsAfter
  const found: Survey = {
    source: { ...sourceOf(input), strictness: "regular" },
    records: rows + layout.rowsBefore + layout.rowsAfter,
    rows,
    columns: sample.columns.map((column, index) => ({
      present: rows,
      ...(mayHavePlaces(column, decisions[index], options) ? { distinct: [...new Set(column.values)] } : {}),
    })),
  }
  return gathered(input, { found, sample, scanned: new Map() })
}

function sourceOf({ raw, layout }: PlanInput) {
  return { path: raw.path, separator: raw.separator, quote: raw.quote, width: layout.headers.length }
}

function isRegular({ ends, layout }: PlanInput): boolean {
  return [...ends.head, ...ends.tail].every((row) => row.length === layout.headers.length)
}

function mayHavePlaces(
  column: SampledColumn | undefined,
  decision: Decision | undefined,
  { placeFrom }: MakeTableOptions,
): boolean {
  if (!column || !decision) return false
  const { plan } = decision
  const isNameOrCode = plan.kind === "text" || (plan.kind === "number" && plan.type === "integer")
  return isNameOrCode && mayBePlaces(column.values, column.header, placeFrom)
}

/** Some values of the sample have no place in its plan, or it told too little of a text. */
function isDoubtful(column: SampledColumn | undefined, decision: Decision | undefined): boolean {
  if (!column || !decision) return true
  if (column.isGeometry) return false
  if (decision.plan.kind === "text") return !isSurelyText(column.evidence)
  return decision.notFitting > 0 || missingIn(column.evidence) > 0
}

const missingIn = (evidence: Evidence): number => countOf(evidence, ({ shape }) => shape === "missing")

/** So many values of the sample are of no type, or begin with zeros, that nearly all of the column cannot be of one. */
function isSurelyText(evidence: Evidence): boolean {
  const present = countOf(evidence, ({ shape }) => shape !== "missing")
  const other = countOf(evidence, ({ shape }) => shape === "other")
  const zeros = countOf(evidence, ({ shape }) => shape === "zeros")
  return present >= 50 && (other > present / 2 || zeros > present * mostNotFitting * 2)
}

interface Gathering {
  readonly found: Survey
  readonly sample: Sample
  readonly scanned: ReadonlyMap<number, Evidence>
}

function gathered({ raw, ends, options }: PlanInput, { found, sample, scanned }: Gathering): PlannedGrid {
  const columns = found.columns.map((_, index) => {
    const evidence = scanned.get(index)
    return { ...(sample.columns[index] ?? unseen), ...(evidence ? { evidence } : {}) }
  })
  const decisions = planColumns(columns)
  const kept = found.columns.flatMap(({ present }, index) => {
    const isBox = raw.geometry?.box.includes(index) ?? false
    return isBox || (present === 0 && columns[index]!.header === "") ? [] : [index]
  })
  return { survey: found, columns: kept.map(gridColumn), scanned }

  function gridColumn(index: number): GridColumn {
    const { header, values, chosen, evidence } = columns[index]!
    const { present, distinct } = found.columns[index]!
    const { plan, notFitting, isCode } = decisions[index]!
    const isProven = ends.isWhole || scanned.has(index)
    const places = distinct ? placesAmong(distinct, header, options.placeFrom) : undefined
    const isChosen = chosen?.type !== undefined
    return {
      ...{ index, present, isProven, isChosen, hasName: header !== "", isCode: isCode ?? false },
      plan: scanned.has(index) ? thorough(plan) : plan,
      header: header === "" ? String(index + 1) : header,
      fitting: isProven ? present - missingIn(evidence) - notFitting : present,
      keepsWritten: plan.kind !== "text" && plan.kind !== "geometry" && (notFitting > 0 || isChosen),
      sample: values.filter((value) => lookAt(value).shape !== "missing"),
      ...(places ? { found: places, places: places.codes } : {}),
      ...(raw.geometry?.column === index ? { box: raw.geometry.box } : {}),
    }
  }
}
