export interface LocalTime {
  /** YYYY-MM-DD */
  readonly day: string
  readonly hour: number
  readonly daysSinceMonday: number
}

export function localTime(moment: Date, timeZone: string): LocalTime {
  const parts = new Intl.DateTimeFormat("en-CA", {
    timeZone,
    year: "numeric",
    month: "2-digit",
    day: "2-digit",
    hour: "2-digit",
    hourCycle: "h23",
  }).formatToParts(moment)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ""
  const day = `${of("year")}-${of("month")}-${of("day")}`
  return { day, hour: Number(of("hour")), daysSinceMonday: (new Date(day).getUTCDay() + 6) % 7 }
}
