import type { LocalisedText } from "../../texts/index.ts"
import { fold } from "../fold.ts"
import { fromConventions } from "./in-force.ts"
import { afterNumber, wordsIn } from "./patterns.ts"

interface KnownUnit {
  readonly code: string
  /** After a number, in small letters. */
  readonly after: string
  readonly stripped: RegExp
  readonly header?: RegExp
  readonly multiples?: RegExp
  readonly label?: LocalisedText
}

/** Signs that are the same everywhere; headers name them beside so much else that they are not looked for there. */
const everywhere: readonly KnownUnit[] = [
  { code: "EUR", after: "(?:€|eur|euros?)", stripped: /^(?:€|eur|euros?)$/ },
  { code: "USD", after: "(?:\\$|usd)", stripped: /^(?:\$|usd)$/ },
]
const thousands = /(^| )(millions?|milliers?|mille|thousands?)( |$)|الف|مليون|ملاييين|ملايين/

/** Parts before their whole: a header that says "millimes" may say "dinar" as well. */
const units = fromConventions(({ currencies }): readonly KnownUnit[] => [
  ...currencies.flatMap(({ part }) => (part ? [knownUnit(part)] : [])),
  ...currencies.map((one) => ({ ...knownUnit(one), multiples: new RegExp(wordsIn(one.multiples)) })),
  ...everywhere,
])

function knownUnit({ code, words, headers, label }: Unit): KnownUnit {
  const plain = words.map((word) => word.toLowerCase().replace(/[ .]/g, "")).map((word) => afterNumber([word]))
  return {
    ...{ code, label, after: afterNumber(words) },
    stripped: new RegExp(`^(?:${plain.join("|")})$`),
    header: new RegExp(wordsIn([...words, ...words.map((word) => word.replaceAll(".", "")), ...headers])),
  }
}

interface Unit {
  readonly code: string
  readonly words: readonly string[]
  readonly headers: readonly string[]
  readonly label: LocalisedText
}

/** A currency after a number, as both engines read patterns. */
export const currencyPattern = fromConventions(
  () =>
    `(?: ?(?:${units()
      .map(({ after }) => after)
      .join("|")}))`,
)

export function patternOfUnit(code: string): string {
  return units().find((unit) => unit.code === code)?.after ?? "(?:%)"
}

/** `dt`, with neither points nor spaces → `TND`. */
export function unitWritten(stripped: string): string | undefined {
  return units().find((unit) => unit.stripped.test(stripped))?.code
}

/** The unit that a header names; thousands and millions of it are another one. */
export function unitInHeader(header: string): string | undefined {
  const folded = fold(header)
  const found = units().find((unit) => unit.header?.test(folded))
  if (!found?.multiples) return found?.code
  return thousands.test(folded) || found.multiples.test(folded) ? undefined : found.code
}

const withThreeDecimals = fromConventions(
  ({ currencies }) => new Set(currencies.filter(({ decimals }) => decimals === 3).map(({ code }) => code)),
)

/** Whether amounts in this unit, or in the country's where none is said, are written with three decimals. */
export function hasThreeDecimals(unit: string | undefined): boolean {
  return unit === undefined ? withThreeDecimals().size > 0 : withThreeDecimals().has(unit)
}

/** How a header says it: "en dinars". */
export function labelOfUnit(code: string): LocalisedText | undefined {
  return units().find((unit) => unit.code === code)?.label
}
