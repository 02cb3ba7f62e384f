import type { Period } from "../../../catalogue/index.ts"
import { distinct, readBounds, readDate, unlessEmpty, type XmlElement } from "../../reading/index.ts"
import { codeIn, find, firstText } from "./find.ts"
import type { IsoReading } from "./iso-text.ts"

const issuedTypes = ["publication", "released", "creation"]
const modifiedTypes = ["revision", "lastRevision", "lastUpdate"]

/** First publication (else creation) and last revision of the data; the date of the metadata is neither. */
export function datesOf(info: XmlElement | undefined, { problems }: IsoReading) {
  const dates = find(info, "citation/CI_Citation/date/CI_Date").map((date) => ({
    type: codeIn(find(date, "dateType")[0]) ?? "",
    day: readDate(dayOf(firstText(date, "date")), "citation/date", problems),
  }))
  const ofType = (types: readonly string[]) =>
    types
      .map((type) => dates.flatMap(({ day, type: own }) => (own === type && day ? [day] : [])).sort())
      .find((days) => days.length > 0)
  return { issued: ofType(issuedTypes)?.[0], modified: ofType(modifiedTypes)?.at(-1) }
}

const extents = ["EX_TemporalExtent", "EX_SpatialTemporalExtent"].map(
  (name) => `extent/EX_Extent/temporalElement/${name}/extent/*`,
)

export function periodsOf(info: XmlElement | undefined, { problems }: IsoReading): readonly Period[] | undefined {
  const periods = find(info, ...extents)
    .slice(0, 50)
    .map((time) => {
      const [start, end] = boundsOf(time)
      return readBounds(start, end, "extent/temporalElement", problems)
    })
    .filter((period) => period !== undefined)
  return unlessEmpty(distinct(periods))
}

// GML 3.2 §14.2: positions stand in the period, or in instants within it; "now" and "unknown" are attributes of an empty one.
function boundsOf(time: XmlElement): readonly [string | undefined, string | undefined] {
  if (time.name === "TimeInstant") {
    const moment = dayOf(firstText(time, "timePosition"))
    return [moment, moment]
  }
  const start = firstText(time, "beginPosition", "begin/TimeInstant/timePosition")
  return [dayOf(start), dayOf(firstText(time, "endPosition", "end/TimeInstant/timePosition"))]
}

/** Midnight stands for the day, a zone behind a day for nothing. */
function dayOf(text: string | undefined): string | undefined {
  return text?.replace(/^(\d{4}-\d{2}-\d{2})(?:T00:00(?::00(?:\.0+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?$/, "$1")
}
