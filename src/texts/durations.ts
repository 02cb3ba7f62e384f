import type { Language } from "./language.ts"
import { counted, type Forms } from "./plural.ts"

type Unit = "minute" | "hour" | "day" | "month" | "year"

const unitForms: { readonly [L in Language]: Readonly<Record<Unit, Forms[L]>> } = {
  ar: {
    minute: { zero: "أقل من دقيقة", one: "دقيقة", two: "دقيقتين", few: "# دقائق", many: "# دقيقة", other: "# دقيقة" },
    hour: { zero: "أقل من ساعة", one: "ساعة", two: "ساعتين", few: "# ساعات", many: "# ساعة", other: "# ساعة" },
    day: { zero: "أقل من يوم", one: "يوم", two: "يومين", few: "# أيام", many: "# يوما", other: "# يوم" },
    month: { zero: "أقل من شهر", one: "شهر", two: "شهرين", few: "# أشهر", many: "# شهرا", other: "# شهر" },
    year: { zero: "أقل من سنة", one: "سنة", two: "سنتين", few: "# سنوات", many: "# سنة", other: "# سنة" },
  },
  fr: {
    minute: { zero: "moins d’une minute", one: "# minute", other: "# minutes" },
    hour: { one: "# heure", other: "# heures" },
    day: { one: "# jour", other: "# jours" },
    month: { one: "# mois", other: "# mois" },
    year: { one: "# an", other: "# ans" },
  },
  en: {
    minute: { zero: "less than a minute", one: "# minute", other: "# minutes" },
    hour: { one: "# hour", other: "# hours" },
    day: { one: "# day", other: "# days" },
    month: { one: "# month", other: "# months" },
    year: { one: "# year", other: "# years" },
  },
}

const minuteMs = 60_000
const dayMs = 86_400_000

/** One unit, rounded down: "41 days", "3 months", "2 hours". Arabic is in the oblique case, as after منذ. */
export function formatDuration(language: Language, milliseconds: number): string {
  const [unit, count] = inOneUnit(Math.max(0, milliseconds))
  return counted(language, count, unitForms[language][unit])
}

function inOneUnit(milliseconds: number): [Unit, number] {
  const days = milliseconds / dayMs
  if (milliseconds < 60 * minuteMs) return ["minute", Math.floor(milliseconds / minuteMs)]
  if (days < 1) return ["hour", Math.floor(milliseconds / (60 * minuteMs))]
  if (days < 91) return ["day", Math.floor(days)]
  if (days < 730) return ["month", Math.floor(days / 30.44)]
  return ["year", Math.floor(days / 365.25)]
}

const agoPhrases: Readonly<Record<Language, (duration: string) => string>> = {
  ar: (duration) => `منذ ${duration}`,
  fr: (duration) => `il y a ${duration}`,
  en: (duration) => `${duration} ago`,
}

/** "منذ ساعتين", "il y a 2 heures", "2 hours ago". */
export function formatAgo(language: Language, since: Date, now: Date): string {
  return agoPhrases[language](formatDuration(language, now.getTime() - since.getTime()))
}
