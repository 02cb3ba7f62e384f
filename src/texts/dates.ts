import type { Language } from "./language.ts"

const locales: Readonly<Record<Language, string>> = { ar: "ar-TN", fr: "fr-TN", en: "en-GB" }

/** How precise an ISO 8601 date is; a timestamp is shown as the day it was in Tunis. */
type Precision = "year" | "month" | "day" | "moment"

const shapes: readonly (readonly [RegExp, Precision])[] = [
  [/^\d{4}$/, "year"],
  [/^\d{4}-\d{2}$/, "month"],
  [/^\d{4}-\d{2}-\d{2}$/, "day"],
  [/^\d{4}-\d{2}-\d{2}T/, "moment"],
]

const styles = {
  year: { year: "numeric" },
  month: { year: "numeric", month: "long" },
  day: { year: "numeric", month: "long", day: "numeric" },
  moment: { year: "numeric", month: "long", day: "numeric" },
  dayAndMonth: { month: "long", day: "numeric" },
  dateTime: { year: "numeric", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit", hour12: false },
} satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = new Map<string, Intl.DateTimeFormat>()

function dateFormat(language: Language, style: keyof typeof styles, timeZone: string): Intl.DateTimeFormat {
  const key = language + style + timeZone
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.DateTimeFormat(locales[language], { ...styles[style], timeZone, numberingSystem: "latn" })
  formats.set(key, made)
  return made
}

/** "20 نوفمبر 2026", "20 novembre 2026"; a year or a month alone stays one; what is no date is given back as written. */
export function formatDate(language: Language, iso: string): string {
  const precision = shapes.find(([shape]) => shape.test(iso))?.[1]
  const moment = Date.parse(iso)
  if (!precision || Number.isNaN(moment)) return iso
  const zone = precision === "moment" ? "Africa/Tunis" : "UTC"
  return firstOfMonth(language, dateFormat(language, precision, zone).format(moment))
}

/** "20 نوفمبر", for lists of this year's days. */
export function formatDayAndMonth(language: Language, moment: Date): string {
  return firstOfMonth(language, dateFormat(language, "dayAndMonth", "Africa/Tunis").format(moment))
}

/** French writes "1er août", which Intl does not. */
function firstOfMonth(language: Language, date: string): string {
  return language === "fr" ? date.replace(/^1 /, "1er ") : date
}

export function formatDateTime(language: Language, moment: Date): string {
  return firstOfMonth(language, dateFormat(language, "dateTime", "Africa/Tunis").format(moment))
}
