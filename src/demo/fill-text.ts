import type { Label, Labels, Row } from "./demo-data.ts"

export interface TextContext {
  readonly rows: readonly Row[]
  readonly labels: Labels
  /** What this dataset is about, when it is one of a family: a governorate, a kind of facility. */
  readonly label?: Label
}

/**
 * Fills a description with facts counted in the dataset's own rows: `{count}`, `{distinct:column}`, `{top:column}` (the
 * most frequent value), `{topCount:column}`, `{sum:column}`, `{min:column}`, `{max:column}`, `{maxName:column}` (who has
 * the maximum), `{countOf:column=value}`; `{place}`, `{of}` and `{slug}` come from the label.
 */
export function fillText(template: string, language: string, context: TextContext): string {
  const filled = template.replace(
    /\{(\w+)(?::(\w+)(?:=(\w+))?)?\}/g,
    (whole, name: string, column = "", value = "") => {
      const fact = factOf(name, { column, value, language }, context)
      if (fact === undefined) throw new Error(`nothing fills ${whole} in "${template}"`)
      return typeof fact === "number" ? numberIn(language, fact) : dateIn(language, fact)
    },
  )
  return agreeing(filled, language)
}

/** "1 fichier(s)" → "1 fichier", "12 fichier(s)" → "12 fichiers"; French counts zero as singular. */
function agreeing(text: string, language: string): string {
  return text.replace(/(\d+) (\p{L}+)\(s\)/gu, (_, number: string, word: string) => {
    const single = language === "fr" ? Number(number) < 2 : Number(number) === 1
    return `${number} ${word}${single ? "" : "s"}`
  })
}

interface Asked {
  readonly column: string
  readonly value: string
  readonly language: string
}

function factOf(
  name: string,
  { column, value, language }: Asked,
  { rows, labels, label }: TextContext,
): string | number | undefined {
  const values = rows.map((row) => row[column]).filter((cell) => cell !== null && cell !== undefined)
  const numbers = values.filter((cell) => typeof cell === "number")
  switch (name) {
    case "place":
      return label && labelIn(label, language)
    case "of":
      return label && ofIn(label, language)
    case "slug":
      return label?.slug
    case "count":
      return rows.length
    case "distinct":
      return new Set(values).size
    case "countOf":
      return values.filter((cell) => cell === value).length
    case "top":
      return shown(mostFrequent(values)?.value, column, language, labels)
    case "topCount":
      return mostFrequent(values)?.count
    case "sum":
      return numbers.reduce((sum, number) => sum + number, 0)
    case "min":
      return least(values)
    case "max":
      return least(values, -1)
    case "maxName": {
      const row = rows.find((candidate) => candidate[column] === least(values, -1))
      return row && nameOf(row, language, labels)
    }
    default:
      return undefined
  }
}

/** Its form after another noun; French always has one of its own. */
function ofIn(label: Label, language: string): string | undefined {
  if (language === "fr") return label.ofFr
  return (language === "ar" ? label.ofAr : label.ofEn) ?? labelIn(label, language)
}

export function labelIn(label: Label, language: string): string {
  return language === "ar" ? label.ar : language === "en" ? (label.en ?? label.fr) : label.fr
}

function shown(value: unknown, column: string, language: string, labels: Labels): string | undefined {
  if (value === undefined) return undefined
  const label = labels[column]?.[String(value)]
  return label ? labelIn(label, language) : String(value)
}

function nameOf(row: Row, language: string, labels: Labels): string | undefined {
  const name =
    (language === "ar" && row.name_ar) ||
    row.name_fr ||
    row.name ||
    shown(row.to ?? row.governorate, "governorate", language, labels)
  return name ? String(name) : undefined
}

function mostFrequent(values: readonly unknown[]): { value: unknown; count: number } | undefined {
  const counts = new Map<unknown, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  const [first] = [...counts].sort((a, b) => b[1] - a[1])
  return first && { value: first[0], count: first[1] }
}

function least(values: readonly unknown[], sign = 1): string | number | undefined {
  const sorted = [...(values as (string | number)[])].sort((a, b) => (a < b ? -sign : a > b ? sign : 0))
  return sorted[0]
}

/** A day as people write it; any other text as it is. */
function dateIn(language: string, text: string): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) return text
  const form = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const
  const day = new Intl.DateTimeFormat(localeOf(language), form).format(new Date(`${text}T00:00:00Z`))
  return language === "fr" ? day.replace(/^1 /, "1er ") : day
}

function localeOf(language: string): string {
  return language === "fr" ? "fr" : language === "ar" ? "ar-TN-u-nu-latn" : "en-GB"
}

function numberIn(language: string, value: number): string {
  // Tunisian Arabic groups thousands as French does.
  return new Intl.NumberFormat(language === "ar" ? "fr" : localeOf(language), { maximumFractionDigits: 2 }).format(
    value,
  )
}
