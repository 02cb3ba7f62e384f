import { currencyPattern } from "../../vocabulary/index.ts"
import type { Evidence, ShapeCount } from "./evidence.ts"
import { columnAt } from "./grid-sql.ts"
import { numberShapes } from "./number-plan.ts"
import { hourPattern, percent, type Shape, shapes, unitName, unitPattern, zone } from "./shapes.ts"
import { isMissingSql, literal, matches, plainSql } from "./typed-sql.ts"
import type { TypingConnection } from "./typing-db.ts"

/** The shapes of all values of some columns: one scan, each value looked at as `lookAt` does. */
export async function scanEvidence(
  sql: TypingConnection,
  data: string,
  columns: readonly number[],
): Promise<ReadonlyMap<number, Evidence>> {
  if (columns.length === 0) return new Map()
  const names = columns.map(columnAt).join(", ")
  const rows = await sql.rows(`
    with long as (unpivot (select ${names} from ${data}) on ${names} into name col value v),
    quick as (select col, v, ${quickShape()} as k from long),
    looked as (select *, case when k is null then ${isMissingSql("v")} else false end as gone,
      case when k is null then ${plainSql("v")} else v end as p from quick),
    split as (
      select *, case when k is not null or gone or length(p) >= 80 then ''
        when contains(p, ':') then ${extract("p", hourPattern)}
        when regexp_matches(p, '[0-9]$') then '' else ${extract("p", unitPattern())} end as u
      from looked
    ),
    parts as (select *, case when u = '' then p else p[1 : length(p) - length(u)] end as r from split)
    select col, case when k is not null then k when gone then 'missing' when length(r) > 80 then 'other'
      when regexp_matches(r, '[0-9][-/:]') then case ${shapeCases((one) => !isOfNumbers(one))} else 'other' end
      else case ${shapeCases(() => true)} else 'other' end end as shape,
      ${unitSql("u")} as unit, count(*)::integer as count,
      max(strlen(regexp_replace(r, '[^0-9]', '', 'g')) - strlen(regexp_extract(r, '[.,]([0-9]+)$', 1))) as whole,
      max(strlen(regexp_extract(r, '[.,]([0-9]+)$', 1))) as fraction,
      count(*) filter (where p <> v or regexp_matches(v, '^([+]|-? |-?[.,])'))::integer as odd, any_value(v) as example
    from parts
    group by all
    order by all
  `)
  const found = columns.map((column) => [column, rows.filter(({ col }) => col === columnAt(column))] as const)
  return new Map(found.map(([column, those]) => [column, { counts: those.map(shapeCount) }]))
}

function shapeCount(row: Readonly<Record<string, unknown>>): ShapeCount {
  return {
    shape: String(row.shape) as Shape,
    unit: unitName(String(row.unit)),
    count: Number(row.count),
    wholeDigits: Number(row.whole ?? 0),
    fractionDigits: Number(row.fraction ?? 0),
    odd: Number(row.odd ?? 0),
    example: String(row.example ?? ""),
  }
}

/** Most values of columns of numbers are written plainly. */
function quickShape(): string {
  const number = "-?(?:0|[1-9][0-9]{0,17})"
  const fraction = "(?:[0-9]{1,2}|[0-9]{4,})"
  return `case when regexp_full_match(v, '${number}') then 'integer'
    when regexp_full_match(v, '${number}[.]${fraction}') then 'dot-decimal'
    when regexp_full_match(v, '${number},${fraction}') then 'comma-decimal' end`
}

const extract = (text: string, pattern: string): string => `regexp_extract(${text}, ${literal(pattern)}, 1, 'i')`

/** No number has a hyphen, a slash or a colon after a digit: dates need not be held against all of theirs. */
function isOfNumbers(shape: string): boolean {
  return numberShapes.has(shape as Shape)
}

function shapeCases(isTried: (shape: string) => boolean): string {
  return Object.entries(shapes())
    .filter(([shape]) => isTried(shape))
    .map(([shape, pattern]) => `when ${matches("r", pattern)} then ${literal(shape)}`)
    .join(" ")
}

/** Hours are many: one of each kind stands for all. */
function unitSql(u: string): string {
  return `case when ${u} = '' or ${matches(u, `${percent}|${currencyPattern()}`)} then lower(${u})
    when ${matches(u, `.*(?:${zone})`)} and ${matches(u, `[T ]+.*[0-9](?::[0-9]{2})+.* ?(?:Z|[-+].*)`)} then 'T1:00Z'
    when ${matches(u, "[T ]+0?0:00(?::00(?:[.]0+)?)?")} then 'T0:00' else 'T1:00' end`
}
