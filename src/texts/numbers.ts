import type { Language } from "./language.ts"

/** U+202F: groups of thousands never break and, unlike a plain space, never reorder in Arabic. */
const groupSeparator = "\u202f"

const locales: Readonly<Record<Language, string>> = { ar: "ar-TN", fr: "fr-TN", en: "en-GB" }

const formats = new Map<string, Intl.NumberFormat>()

function numberFormat(language: Language, fractionDigits: number): Intl.NumberFormat {
  const key = `${language}${fractionDigits}`
  const known = formats.get(key)
  if (known) return known
  const made = new Intl.NumberFormat(locales[language], {
    maximumFractionDigits: fractionDigits,
    numberingSystem: "latn",
  })
  formats.set(key, made)
  return made
}

/** Western digits in all languages, groups by U+202F, the language's decimal sign. */
export function formatNumber(language: Language, value: number, fractionDigits = 3): string {
  if (Number.isInteger(value) && value >= 0 && value < 1000) return String(value)
  return numberFormat(language, fractionDigits)
    .formatToParts(value)
    .map((part) => (part.type === "group" ? groupSeparator : part.value))
    .join("")
}

/** `0.61` → "61 %" (French and Arabic, U+202F before the sign), "61%" (English). */
export function formatPercent(language: Language, ratio: number): string {
  const shown = formatNumber(language, Math.round(ratio * 100))
  return language === "en" ? `${shown}%` : `${shown}${groupSeparator}%`
}

const units: Readonly<Record<Language, readonly string[]>> = {
  ar: ["بايت", "ك.ب", "م.ب", "ج.ب", "ت.ب"],
  fr: ["octets", "ko", "Mo", "Go", "To"],
  en: ["bytes", "kB", "MB", "GB", "TB"],
}

/** Decimal units, as file managers and the sources count: one decimal below ten. */
export function formatSize(language: Language, bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(4, Math.floor(Math.log10(bytes) / 3))
  const value = bytes / 1000 ** step
  const shown = formatNumber(language, value, step > 0 && value < 10 ? 1 : 0)
  return `${shown}\u00a0${units[language][step]}`
}
