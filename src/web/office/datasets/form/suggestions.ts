/** What the title and the files let us propose; each is one press of a button. */
import { type FileFacts, type Suggestions, suggestFacts } from "../../../../tabular/index.ts"
import { directionOfText, formatterFor, type Language, type LocalisedText } from "../../../../texts/index.ts"
import { fold, type Vocabularies } from "../../../../vocabulary/index.ts"
import { type FormValues, wordsTyped } from "./form-values.ts"

export interface Suggestion {
  /** As `use:` takes it: `theme`, `keywords.fr`, `place`, `period`, `frequency`, `title.ar`. */
  readonly field: string
  readonly value: string
  /** What the button says. */
  readonly label: LocalisedText
}

interface Given {
  readonly values: FormValues
  readonly files: readonly { readonly name: string; readonly facts: FileFacts }[]
  readonly vocabularies: Vocabularies
  readonly language: Language
}

/** Without what is chosen already. */
export function suggestionsFor(given: Given): Suggestion[] {
  const { values, files, vocabularies } = given
  const found = suggestFacts({ titles: values.title, descriptions: values.description, files, vocabularies })
  return [...titles(found, given), ...keywords(found, given), ...themes(found, given), ...coverage(found, given)]
}

function titles({ title }: Suggestions, { language }: Given): Suggestion[] {
  if (!title) return []
  const tag = directionOfText(title.value) === "rtl" ? "ar" : language === "ar" ? "fr" : language
  return [{ field: `title.${tag}`, value: title.value, label: { [tag]: title.value } }]
}

function keywords(found: Suggestions, { values }: Given): Suggestion[] {
  return Object.entries(found.keywords).flatMap(([tag, words]) => {
    const known = new Set(wordsTyped(values.keywords[tag] ?? "").map(fold))
    return words
      .filter(({ value }) => !known.has(fold(value)))
      .map(({ value }) => ({ field: `keywords.${tag}`, value, label: { [tag]: value } }))
  })
}

function themes(found: Suggestions, { values, vocabularies }: Given): Suggestion[] {
  return found.themes.flatMap(({ value }) => {
    const theme = vocabularies.themes.find(({ code, retiredAt }) => code === value && !retiredAt)
    return theme && !values.themes.includes(value) ? [{ field: "theme", value, label: theme.label }] : []
  })
}

function coverage({ frequency, spatial, temporal }: Suggestions, given: Given): Suggestion[] {
  const { values, vocabularies, language } = given
  const rhythm = values.frequency ? undefined : vocabularies.frequencies.find(({ code }) => code === frequency?.value)
  const chosen = new Set(values.places.map(({ code }) => code))
  const places = vocabularies.places.filter(
    ({ code }) => spatial.some(({ value }) => value === code) && !chosen.has(code),
  )
  const period = values.periods.length > 0 ? undefined : temporal?.value
  return [
    ...(rhythm ? [{ field: "frequency", value: rhythm.code, label: rhythm.label }] : []),
    ...places.map(({ code, name }) => ({ field: "place", value: code, label: name })),
    ...(period
      ? [{ field: "period", value: `${period.start}/${period.end}`, label: { und: periodInWords(period, language) } }]
      : []),
  ]
}

function periodInWords({ start, end }: { start: string; end: string }, language: Language): string {
  const { date } = formatterFor(language)
  return start === end ? date(start) : `${date(start)} – ${date(end)}`
}
