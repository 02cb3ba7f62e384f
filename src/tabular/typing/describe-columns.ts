import { type PersonalSign, personalSigns } from "../personal/personal-signs.ts"
import { type Column, type NotFitting, placeSuffix } from "../table/column.ts"
import type { ColumnChoice, TableChoice } from "../table/data-table.ts"
import type { ColumnProfile } from "../table/profile.ts"
import type { TableNote } from "../table/table-note.ts"
import { type ColumnPlan, typeOf } from "./column-plan.ts"
import { meaningOf } from "./meanings.ts"
import { type FoundPlaces, placesOf } from "./places.ts"
import type { ProfileInput } from "./profile.ts"

/** A column as it was written to the Parquet file. */
export interface MadeColumn {
  readonly name: string
  readonly header: string
  readonly plan: ColumnPlan
  readonly isCode: boolean
  readonly found?: FoundPlaces
  /** Values of a sample, without those that say that there is none. */
  readonly sample: readonly string[]
}

/** So many values of each column show whether it is about persons. */
const mostValuesLookedAt = 400

interface DescribeInput {
  readonly columns: readonly MadeColumn[]
  readonly written: ReadonlyMap<string, NotFitting>
  readonly rows: number
  readonly path: string
  readonly choice: TableChoice | undefined
}

/** What is told of the columns that were written: type, meaning, what did not fit, whom they are about. */
export async function describeColumns(
  { columns, written, rows, path, choice }: DescribeInput,
  profileOf: (input: ProfileInput) => Promise<ColumnProfile[]>,
) {
  const signs = personalSigns(
    columns.map(({ name, header, sample }) => ({
      name: header,
      index: namesIndex(name),
      values: sample.slice(0, mostValuesLookedAt),
    })),
  )
  const personal = new Set(signs.map(({ index }) => columns[index]!.name))
  const typed = columns.map(({ name, plan }) => ({ name, type: typeOf(plan) }))
  const profile = await profileOf({ path, rows, columns: typed, personal })
  const chosen = new Map(choice?.columns?.map((one) => [one.header, one]))
  return {
    profile,
    columns: columns.map((column, index) =>
      described(column, {
        profile: profile[index]!,
        notFitting: written.get(column.name),
        signs: signs.filter((sign) => sign.index === index),
        chosen: chosen.get(column.header),
      }),
    ),
    personalNotes: personalNotes(signs, columns),
  }

  function namesIndex(name: string): number {
    return columns.findIndex((column) => column.name === name)
  }
}

function described(
  { name, header, plan, isCode, sample, found }: MadeColumn,
  told: {
    profile: ColumnProfile
    notFitting: NotFitting | undefined
    signs: readonly PersonalSign[]
    chosen: ColumnChoice | undefined
  },
): Column {
  const { profile, notFitting, signs, chosen } = told
  const meant = meaningOf({
    ...{ header, plan, isCode, values: sample },
    isIdentity: signs.some(({ kind }) => kind === "identity-number"),
    ...(typeof profile.min === "number" && typeof profile.max === "number"
      ? { min: profile.min, max: profile.max }
      : {}),
  })
  const meaning = chosen?.meaning !== undefined ? chosen.meaning : (meant.meaning ?? (found ? "place" : undefined))
  return {
    name,
    header,
    type: typeOf(plan),
    ...(meaning ? { meaning } : {}),
    ...(meant.unit ? { unit: meant.unit } : {}),
    ...(found ? { places: placesOf(found, name + placeSuffix) } : {}),
    ...(notFitting ? { notFitting: signs.length > 0 ? { ...notFitting, examples: [] } : notFitting } : {}),
    ...(plan.kind === "date" ? { dateFormat: plan.format } : {}),
  }
}

function personalNotes(signs: readonly PersonalSign[], columns: readonly MadeColumn[]): TableNote[] {
  return signs.map(({ index, kind, confidence, count }) => ({
    code: "personal-data",
    values: { column: columns[index]!.header, kind, confidence, count },
  }))
}
