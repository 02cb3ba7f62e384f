/** Moments as the protocol and the database write them: UTC, to the day, the second or the microsecond. */

const shapes = {
  day: /^\d{4}-\d{2}-\d{2}$/,
  second: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/,
  microsecond: /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{6}Z$/,
}

export type Granularity = keyof typeof shapes

/** Whether it is written so and exists: no 31 February, no year that the database does not know. */
export function isMoment(text: string, granularity: Granularity): boolean {
  if (!shapes[granularity].test(text) || text < "0001") return false
  const parsed = new Date(text)
  return !Number.isNaN(parsed.getTime()) && parsed.toISOString().slice(0, 19).startsWith(text.slice(0, 19))
}

export function granularityOf(text: string): Granularity {
  return shapes.day.test(text) ? "day" : "second"
}

/** As datestamps are written. */
export function toSecond(moment: Date | string): string {
  return `${(typeof moment === "string" ? moment : moment.toISOString()).slice(0, 19)}Z`
}
