import {
  mostRows,
  type Parameters,
  QueryMistake,
  type Question,
  questionParameters,
  readQuestion,
} from "../../tabular/index.ts"
import { UnknownParameter } from "../errors.ts"
import { choiceParameter, textParameter } from "../rest/parameters.ts"
import type { Asked } from "./asked.ts"
import { during, touches } from "./conditions.ts"
import { crs84 } from "./extent.ts"
import { readInterval, timeColumn } from "./interval.ts"
import type { Collection } from "./placed-table.ts"
import { parameterTexts } from "./texts.ts"

export const itemParameters = {
  limit: textParameter(parameterTexts.limit),
  bbox: textParameter(parameterTexts.bbox),
  "bbox-crs": choiceParameter([crs84], parameterTexts["bbox-crs"]),
  datetime: textParameter(parameterTexts.datetime),
  cursor: textParameter(parameterTexts.cursor),
}

export const defaultLimit = 100

/** What an address of items asks of its table. */
export function itemsQuestion(
  { table, place }: Collection,
  { given, filters }: Pick<Asked, "given" | "filters">,
): Question {
  const { columns, profile } = table.version
  const text = (name: string) => (given[name] === undefined ? undefined : String(given[name]))
  const hasGaps = ({ name }: { name: string }) => profile.find((one) => one.name === name)?.missing !== 0
  const [bbox, datetime, cursor] = [text("bbox"), text("datetime"), text("cursor")]
  const interval = datetime === undefined ? undefined : readInterval(datetime)
  const read = readQuestion({ columns }, [
    ...columnFilters(filters, new Set(columns.map(({ name }) => name))),
    ["limit", String(readLimit(text("limit")))],
    ...(bbox === undefined ? [] : [["bbox", bbox || " "] as const]),
    ...(cursor === undefined ? [] : [["cursor", cursor] as const]),
  ])
  const dated = timeColumn(columns)
  const where = [
    ...read.where,
    ...(read.box ? [touches(place, read.box, hasGaps)] : []),
    ...(dated && interval ? [during(dated, interval, hasGaps)] : []),
  ]
  return { ...read, where, box: undefined, key: JSON.stringify([read.key, interval]) }
}

/** More than the most is the most: that is no mistake. */
export function readLimit(text: string | undefined, { otherwise = defaultLimit, most = mostRows } = {}): number {
  if (text === undefined) return otherwise
  const limit = /^\d+$/.test(text) ? Number(text) : 0
  if (limit >= 1) return Math.min(limit, most)
  throw new QueryMistake("query-range", { value: text.slice(0, 50), least: 1, most }, { parameter: "limit" })
}

const ofQuestions = new Set<string>(questionParameters)

/** Names that mean something else in questions are columns here, or nothing. */
function columnFilters(filters: Parameters, columns: ReadonlySet<string>): Parameters {
  return filters.map(([name, value]) => {
    if (!ofQuestions.has(name) && !name.startsWith("$")) return [name, value]
    if (columns.has(name)) return [`${name}__exact`, value]
    throw new UnknownParameter(name.slice(0, 100), [...Object.keys(itemParameters), ...columns])
  })
}
