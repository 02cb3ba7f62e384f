import { monthNames, patternOfUnit } from "../../vocabulary/index.ts"
import type { ColumnPlan, DatePlan, NumberPlan } from "./column-plan.ts"
import { shapesOfOrder } from "./date-plan.ts"
import { monthWords } from "./month-words.ts"
import {
  clock,
  gapWords,
  invisible,
  missingWords,
  plainFrom,
  plainTo,
  type Shape,
  shapes,
  signFirst,
  zone,
} from "./shapes.ts"

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`

/** DuckDB makes a join of a long `in`, and then looks up every row, also those that a `case` leaves out. */
export function isAmong(text: string, list: readonly string[]): string {
  return `list_contains([${[...new Set(list)].map(literal).join(", ")}], ${text})`
}

export function plainSql(v: string): string {
  const simple = `trim(translate(${v}, ${literal(plainFrom + invisible)}, ${literal(plainTo)}))`
  return `regexp_replace(${simple}, ${literal(signFirst)}, '\\2\\1')`
}

export function isMissingSql(v: string): string {
  return isAmong(`lower(${plainSql(v)})`, missingWords)
}

export function matches(text: string, pattern: string): string {
  return `regexp_full_match(${text}, ${literal(pattern)}, 'i')`
}

/** The value of a plan for the text `v`, or null where it does not fit. What is written plainly goes the short way. */
export function typedSql(plan: ColumnPlan, v: string): string {
  switch (plan.kind) {
    case "text":
      return plan.isPhone ? `regexp_replace(${textSql(v)}, '^([0-9]{7,})[.]0$', '\\1')` : textSql(v)
    case "geometry":
    case "stored":
      return v
    case "boolean":
      return booleanSql(v)
    case "time":
      return `case when ${matches(plainSql(v), shapes().time)} then try_cast(lpad(${plainSql(v)}, greatest(5, length(${plainSql(v)}) + (strpos(${plainSql(v)}, ':') = 2)::int)::integer, '0') as time) end`
    case "month":
      return monthSql(plainSql(v))
    case "year-month":
      return yearMonthSql(plan.shapes, plainSql(v))
    case "number":
      return numberSql(plan, v)
    case "date":
      return dateSql(plan, v)
  }
}

const gapSpellings = [...gapWords, ...gapWords.map((word) => word.toUpperCase())]

/**
 * Text as written, without spaces around it and without words that say in any column that there is no value. Those begin
 * with a sign, with n or N, or are no ASCII; most values are none of it and cost nothing more.
 */
function textSql(v: string): string {
  const mayBeGap = `${v} < '0' or ${v} > '~' or starts_with(${v}, 'n') or starts_with(${v}, 'N')`
  const trimmed = `case when strlen(${v}) <= 20 and ${isAmong(v, gapSpellings)} then null else nullif(trim(${v}), '') end`
  return `case when ${mayBeGap} then ${trimmed} when suffix(${v}, ' ') then trim(${v}) else ${v} end`
}

const yes = ["oui", "true", "yes", "vrai", "نعم"]
const no = ["non", "false", "no", "faux", "لا"]

function booleanSql(v: string): string {
  const word = `lower(${plainSql(v)})`
  return `case when ${isAmong(v, yes)} then true when ${isAmong(v, no)} then false
    when ${isAmong(word, yes)} then true when ${isAmong(word, no)} then false end`
}

function numberSql(plan: NumberPlan, v: string): string {
  const type = sqlTypeOf(plan)
  const [short, shortValue] = shortWay(plan, v)
  if (plan.isPlain) return `case when ${short} then try_cast(${shortValue} as ${type}) end`
  const text = plan.unit
    ? `regexp_replace(${plainSql(v)}, ${literal(`([0-9]) ?${plan.unit === "percent" ? "%" : patternOfUnit(plan.unit)}$`)}, '\\1', 'i')`
    : plainSql(v)
  const accepted = plan.shapes.filter((shape) => shape !== "exponent").map((shape) => patternOf(shape))
  const clean = cleanNumber(plan, text)
  const exponent = shapes().exponent.replace("[.,]", plan.decimalMark === "," ? "," : "[.]")
  return `case when ${short} then try_cast(${shortValue} as ${type})
    when ${matches(text, accepted.join("|"))} then ${exactOrNull(plan, clean)}
    when ${matches(text, exponent)} then ${fromExponent(plan, clean)} end`
}

function shortWay({ type, decimalMark, exact }: NumberPlan, v: string): readonly [condition: string, value: string] {
  const integer = "-?(?:0|[1-9][0-9]{0,17})"
  if (type === "integer") return [`regexp_full_match(${v}, ${literal(integer)})`, v]
  const mark = decimalMark === "," ? "," : "[.]"
  const fraction = exact ? `{1,${Math.max(1, exact.fractionDigits)}}` : "+"
  const pattern = literal(`-?(?:0|[1-9][0-9]*)(?:${mark}[0-9]${fraction})?`)
  const fits = exact ? "" : ` and strlen(${v}) <= 16`
  return [`regexp_full_match(${v}, ${pattern})${fits}`, decimalMark === "," ? `replace(${v}, ',', '.')` : v]
}

function patternOf(shape: Shape): string {
  return shape === "missing" || shape === "other" ? "[^\\s\\S]" : shapes()[shape]
}

function cleanNumber({ decimalMark }: NumberPlan, text: string): string {
  return decimalMark === ","
    ? `replace(regexp_replace(${text}, '[ ''.+]', '', 'g'), ',', '.')`
    : `regexp_replace(${text}, '[ '',+]', '', 'g')`
}

/** A double that gives its text back: fifteen digits always do, more of them where a double was printed. */
function exactOrNull(plan: NumberPlan, clean: string): string {
  const value = `try_cast(${clean} as ${sqlTypeOf(plan)})`
  if (plan.type === "integer") return value
  // A decimal of fewer places would be rounded.
  if (plan.exact)
    return `case when strlen(regexp_extract(${clean}, '[.]([0-9]+)$', 1)) <= ${plan.exact.fractionDigits} then ${value} end`
  const digits = `strlen(ltrim(regexp_replace(${clean}, '[^0-9]', '', 'g'), '0'))`
  const bare = `regexp_replace(${clean}, '(\\.[0-9]*[1-9])0+$|\\.0+$', '\\1')`
  return `case when ${digits} <= 15 or list_contains([${value}::varchar, format('{:.16g}', ${value}), format('{:.17g}', ${value})], ${bare}) then ${value} end`
}

function fromExponent(plan: NumberPlan, clean: string): string {
  const value = `try_cast(${clean} as double)`
  const typed = `try_cast(${value} as ${sqlTypeOf(plan)})`
  if (plan.type === "decimal") return plan.exact ? `case when ${typed}::double = ${value} then ${typed} end` : typed
  return `case when ${value} = trunc(${value}) and abs(${value}) < 9e15 then try_cast(${value} as ${sqlTypeOf(plan)}) end`
}

/** The same plan for values that are not all written plainly. */
export function thorough(plan: ColumnPlan): ColumnPlan {
  return plan.kind === "number" || plan.kind === "date" ? { ...plan, isPlain: false } : plan
}

/** What a column of this plan is in the Parquet file. */
export function sqlTypeOf(plan: ColumnPlan): string {
  switch (plan.kind) {
    case "number": {
      if (!plan.exact) return plan.type === "integer" ? "bigint" : "double"
      const { wholeDigits, fractionDigits } = plan.exact
      return `decimal(${Math.min(38, Math.max(18, wholeDigits + fractionDigits))}, ${fractionDigits})`
    }
    case "stored":
      return plan.sqlType
    case "boolean":
      return "boolean"
    case "time":
      return "time"
    case "month":
      return "bigint"
    case "date":
      return { none: "date", midnight: "date", local: "timestamp", zoned: "timestamptz" }[plan.hour]
    default:
      return "varchar"
  }
}

function monthSql(word: string): string {
  const cases = monthNames().map(([name, month]) => `when ${literal(name)} then ${month}`)
  return `case lower(${word}) ${cases.join(" ")} end::bigint`
}

function yearMonthSql([shape]: readonly Shape[], p: string): string {
  const number = (month: string) => `lpad(${month}, 2, '0')`
  switch (shape) {
    case "year-month":
      return `case when ${matches(p, shapes()["year-month"])} then replace(${p}, '/', '-') end`
    case "month-year":
      return `case when ${matches(p, shapes()["month-year"])} then right(${p}, 4) || '-' || ${number(`regexp_extract(${p}, '^[0-9]+')`)} end`
    default:
      return `case when ${matches(p, shapes()["month-words"])} then right(${p}, 4) || '-' || ${number(`${monthSql(wordIn(p))}::varchar`)} end`
  }
}

const wordIn = (p: string): string => `regexp_extract(${p}, ${literal(`(${monthWords()})`)}, 1, 'i')`

const shortDates: Readonly<Partial<Record<string, readonly [pattern: string, format: string]>>> = {
  "YYYY-MM-DD": ["[12][0-9]{3}-[01][0-9]-[0-3][0-9]", ""],
  "DD/MM/YYYY": ["[0-3][0-9]/[01][0-9]/[12][0-9]{3}", "%d/%m/%Y"],
  "DD-MM-YYYY": ["[0-3][0-9]-[01][0-9]-[12][0-9]{3}", "%d-%m-%Y"],
  "MM/DD/YYYY": ["[01][0-9]/[0-3][0-9]/[12][0-9]{3}", "%m/%d/%Y"],
}
const shortClock = "[ T][0-2][0-9]:[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,6})?)?"

function dateSql(plan: DatePlan, v: string): string {
  const type = sqlTypeOf(plan)
  const short = shortDate(plan, v)
  if (plan.isPlain && short !== "") return `case ${short} end`
  const p = plainSql(v)
  const hour = {
    none: "",
    midnight: "[T ]+0?0:00(?::00(?:[.]0+)?)?",
    local: `[T ]+${clock}`,
    zoned: `[T ]+${clock} ?${zone}`,
  }
  const days = shapesOfOrder[plan.order].map(patternOf).join("|")
  return `case ${short} when ${matches(p, `(?:${days})${hour[plan.hour]}`)} then try_cast(${isoSql(plan, p)} as ${type}) end`
}

function shortDate({ format, hour }: DatePlan, v: string): string {
  const [pattern, parse] = shortDates[format.slice(0, 10)] ?? []
  if (pattern === undefined || parse === undefined) return ""
  if (hour === "none") {
    const value = parse === "" ? `try_cast(${v} as date)` : `try_strptime(${v}, ${literal(parse)})::date`
    return `when regexp_full_match(${v}, ${literal(pattern)}) then ${value}`
  }
  if (parse !== "" || hour === "midnight") return ""
  const end = hour === "zoned" ? `${shortClock}(?:Z|[-+][0-9]{2}:[0-9]{2})` : shortClock
  const type = hour === "zoned" ? "timestamptz" : "timestamp"
  return `when regexp_full_match(${v}, ${literal(pattern + end)}) then try_cast(${v} as ${type})`
}

/** The same date as ISO 8601 writes it, hour and all. */
function isoSql({ order, hour }: DatePlan, p: string): string {
  const rest = hour === "none" || hour === "midnight" ? "" : "\\4"
  const replaced = (pattern: string, iso: string) => `regexp_replace(${p}, ${literal(pattern)}, ${literal(iso + rest)})`
  const tail = "[T ]*(.*)$"
  const spaced = (iso: string) => (rest === "" ? iso : `${iso} `)
  switch (order) {
    case "year-first":
      return replaced(`^([0-9]{4})[-/.]([0-9]{1,2})[-/.]([0-9]{1,2})${tail}`, spaced("\\1-\\2-\\3"))
    case "day-first":
      return replaced(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})${tail}`, spaced("\\3-\\2-\\1"))
    case "month-first":
      return replaced(`^([0-9]{1,2})[-/.]([0-9]{1,2})[-/.]([0-9]{4})${tail}`, spaced("\\3-\\1-\\2"))
    case "words": {
      const year = `regexp_extract(${p}, '[^0-9]([0-9]{4})', 1)`
      return `${year} || '-' || ${monthSql(wordIn(p))}::varchar || '-' || regexp_extract(${p}, '^[0-9]+')`
    }
  }
}
