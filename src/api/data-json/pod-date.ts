import type { Period } from "../../catalogue/index.ts"

const year = /^\d{4}$/
const written =
  /^\d{4}-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01])(?:T\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d))?)?$/

/** A date as the schema of DCAT-US 1.1 takes it: a year alone it does not, so that stands for its first month. */
export function podDate(date: string | undefined): string | undefined {
  if (date === undefined) return undefined
  if (year.test(date)) return `${date}-01`
  return written.test(date) ? date : undefined
}

/** A period with both its ends, as the schema asks; a year as its end lasts to December. */
export function podPeriod({ start, end }: Period): string | undefined {
  const [from, to] = [podDate(start), end && year.test(end) ? `${end}-12` : podDate(end)]
  return from && to ? `${from}/${to}` : undefined
}

/** ISO 8601 with open ends, as it is. */
export function wholePeriod({ start, end }: Period): string {
  return `${start ?? ""}/${end ?? ""}`
}

// Rhythms of the table in DCAT-US 1.1; other frequencies are said in our own words only.
const rhythms: Readonly<Record<string, string>> = {
  CONT: "R/PT1S",
  HOURLY: "R/PT1H",
  DAILY: "R/P1D",
  WEEKLY: "R/P1W",
  WEEKLY_2: "R/P3.5D",
  WEEKLY_3: "R/P0.33W",
  BIWEEKLY: "R/P2W",
  MONTHLY: "R/P1M",
  MONTHLY_2: "R/P0.5M",
  MONTHLY_3: "R/P0.33M",
  BIMONTHLY: "R/P2M",
  QUARTERLY: "R/P3M",
  ANNUAL_3: "R/P4M",
  ANNUAL_2: "R/P6M",
  ANNUAL: "R/P1Y",
  BIENNIAL: "R/P2Y",
  TRIENNIAL: "R/P3Y",
  QUADRENNIAL: "R/P4Y",
  DECENNIAL: "R/P10Y",
  IRREG: "irregular",
}

export function podFrequency(code: string | undefined): string | undefined {
  return code === undefined ? undefined : rhythms[code]
}
