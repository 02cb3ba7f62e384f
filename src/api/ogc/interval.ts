import { type Column, QueryMistake } from "../../tabular/index.ts"

/** From the first to the last moment, both in it, as UTC without a zone; one of them may be open. */
export interface Interval {
  readonly from?: string
  readonly to?: string
}

/** The dates that `datetime` is about: the first column of them. */
export function timeColumn(columns: readonly Column[]): Column | undefined {
  return columns.find(({ type }) => type === "date" || type === "datetime")
}

/**
 * `datetime` of 17-069r4 §7.15.4: a moment, or `from/to` where one may be `..` or nothing. A day without a time is all of it.
 */
export function readInterval(text: string): Interval {
  const parts = text.split("/")
  const [start, end] = [endIn(parts[0]!), endIn(parts.at(-1)!)]
  if (parts.length > 2 || !start || !end) throw wrongInterval(text)
  const [from, to] = [start.first, end.last]
  const isNone = from === undefined && to === undefined
  if (isNone || (from !== undefined && to !== undefined && from > to)) throw wrongInterval(text)
  return { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) }
}

/** The first and the last moment of what stands at one end; neither where it is open. */
interface End {
  readonly first?: string
  readonly last?: string
}

function endIn(text: string): End | undefined {
  return text === ".." || text === "" ? {} : momentIn(text)
}

const day = /^\d{4}-\d{2}-\d{2}$/
/** RFC 3339 §5.6; in an address a plus that was not encoded arrives as a space. */
const moment = /^(\d{4}-\d{2}-\d{2})[tT](\d{2}:\d{2}:\d{2}(?:\.\d{1,9})?)([zZ]|[-+ ]\d{2}:\d{2})$/

function momentIn(text: string): End | undefined {
  if (day.test(text)) {
    return isMoment(`${text}T00:00:00.000Z`)
      ? { first: `${text}T00:00:00`, last: `${text}T23:59:59.999999` }
      : undefined
  }
  const [, date, time, zone = ""] = moment.exec(text) ?? []
  const at = Date.parse(`${date}T${time}${zone.toUpperCase().replace(" ", "+")}`)
  if (!isMoment(`${date}T00:00:00.000Z`) || Number.isNaN(at)) return undefined
  const utc = new Date(at).toISOString().slice(0, -1)
  return utc.length === "2024-01-01T00:00:00.000".length ? { first: utc, last: utc } : undefined
}

/** Not the 30th of February, which a calendar of programs takes for a day in March. */
function isMoment(text: string): boolean {
  const at = Date.parse(text)
  return !Number.isNaN(at) && new Date(at).toISOString() === text
}

function wrongInterval(text: string): QueryMistake {
  return new QueryMistake("query-value", { value: text.slice(0, 200), type: "datetime" }, { parameter: "datetime" })
}
