import { fold } from "../../vocabulary/index.ts"
import { yearsIn } from "../inspect/period-of.ts"
import type { Suggestion, SuggestionInput, Suggestions } from "./suggestion.ts"

/** Words of a rhythm, folded; the first that is met counts. */
const rhythmWords: readonly (readonly [frequency: string, words: RegExp])[] = [
  ["15MIN", /15 ?minutes|quart d heure|ربع ساعه/],
  ["HOURLY", /horaire$|chaque heure|hourly|كل ساعه/],
  ["DAILY", /quotidien|journalier|daily|يومي/],
  ["WEEKLY", /hebdomadaire|weekly|اسبوعي/],
  ["MONTHLY", /mensuel|monthly|par mois|شهري/],
  ["QUARTERLY", /trimestr|quarterly|ثلاثي(ه|ات)? /],
  ["ANNUAL_2", /semestr|biannual|سداسي/],
  ["ANNUAL", /annuel|yearly|annual|par an( |$)|سنوي/],
]

/** Days between dates of a file that are the mark of a rhythm. */
const steps: readonly (readonly [frequency: string, least: number, most: number])[] = [
  ["DAILY", 1, 1],
  ["WEEKLY", 6, 8],
  ["MONTHLY", 27, 32],
  ["QUARTERLY", 85, 95],
  ["ANNUAL_2", 175, 190],
  ["ANNUAL", 350, 380],
]

/** By a word that says it, else by the distance of the dates in a file, else yearly for a file about one year. */
export function suggestFrequency({ titles, descriptions, files }: SuggestionInput): Suggestion<string> | undefined {
  const texts: readonly (readonly [string, Suggestion<string>["confidence"]])[] = [
    [folded(titles), "high"],
    [folded(descriptions ?? {}), "medium"],
  ]
  for (const [text, confidence] of texts) {
    const said = rhythmWords.find(([, words]) => words.test(text))
    if (said)
      return {
        value: said[0],
        reason: { code: "word-of-rhythm", values: { word: said[1].exec(text)![0].trim() } },
        confidence,
      }
  }
  const periods = files.flatMap(({ facts }) => facts.table?.period ?? [])
  for (const { stepDays } of periods) {
    const step = steps.find(([, least, most]) => stepDays !== undefined && stepDays >= least && stepDays <= most)
    if (step)
      return { value: step[0], reason: { code: "dates-in-file", values: { days: stepDays! } }, confidence: "medium" }
  }
  const years = new Set([
    ...periods.flatMap(({ start, end }) => [start.slice(0, 4), end.slice(0, 4)]),
    ...yearsOf(titles),
  ])
  const [year] = years
  if (years.size !== 1 || !year) return undefined
  return { value: "ANNUAL", reason: { code: "one-year", values: { year } }, confidence: "low" }
}

function folded(text: SuggestionInput["titles"]): string {
  return fold(Object.values(text).join(" "))
}

function yearsOf(titles: SuggestionInput["titles"]): string[] {
  return Object.values(titles).flatMap(yearsIn)
}

/** The years that the title names, else the time that the files cover together. */
export function suggestPeriod({ titles, files }: SuggestionInput): Suggestions["temporal"] {
  const years = yearsOf(titles).sort()
  const [first, last] = [years[0], years.at(-1)]
  if (first && last)
    return { value: { start: first, end: last }, reason: { code: "years-in-title" }, confidence: "high" }
  const periods = files.flatMap(({ facts }) => facts.table?.period ?? [])
  const start = periods.map((period) => period.start).sort()[0]
  const end = periods
    .map((period) => period.end)
    .sort()
    .at(-1)
  if (!start || !end) return undefined
  return { value: { start, end }, reason: { code: "period-in-file", values: { start, end } }, confidence: "medium" }
}
