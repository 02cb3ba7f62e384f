import { formatDate, formatDateTime, formatDayAndMonth } from "./dates.ts"
import { formatAgo, formatDuration } from "./durations.ts"
import type { Language } from "./language.ts"
import { formatNumber, formatPercent, formatSize } from "./numbers.ts"

/** The only formatter of numbers, dates and sizes, bound to one language (ar-TN, fr-TN, en-GB; Africa/Tunis). */
export interface Formatter {
  readonly number: (value: number) => string
  readonly percent: (ratio: number) => string
  readonly size: (bytes: number) => string
  /** ISO date of any precision. */
  readonly date: (iso: string) => string
  readonly dayAndMonth: (moment: Date) => string
  readonly dateTime: (moment: Date) => string
  readonly duration: (milliseconds: number) => string
  readonly ago: (since: Date, now: Date) => string
  readonly list: (items: readonly string[]) => string
  /** Name of a language in this language; the tag itself where nobody knows it. */
  readonly languageName: (tag: string) => string
}

const made = new Map<Language, Formatter>()

export function formatterFor(language: Language): Formatter {
  const known = made.get(language)
  if (known) return known
  const formatter = makeFormatter(language)
  made.set(language, formatter)
  return formatter
}

function makeFormatter(language: Language): Formatter {
  const names = new Intl.DisplayNames(language, { type: "language", fallback: "code" })
  return {
    number: (value) => formatNumber(language, value),
    percent: (ratio) => formatPercent(language, ratio),
    size: (bytes) => formatSize(language, bytes),
    date: (iso) => formatDate(language, iso),
    dayAndMonth: (moment) => formatDayAndMonth(language, moment),
    dateTime: (moment) => formatDateTime(language, moment),
    duration: (milliseconds) => formatDuration(language, milliseconds),
    ago: (since, now) => formatAgo(language, since, now),
    list: (items) => listOf(language, items),
    languageName: (tag) => languageName(names, tag),
  }
}

/** "a، b وc" would glue the Arabic conjunction to a foreign word: a comma list reads well in all three. */
function listOf(language: Language, items: readonly string[]): string {
  return items.join(language === "ar" ? "، " : ", ")
}

function languageName(names: Intl.DisplayNames, tag: string): string {
  try {
    return names.of(tag) ?? tag
  } catch (error) {
    if (error instanceof RangeError) return tag
    throw error
  }
}
