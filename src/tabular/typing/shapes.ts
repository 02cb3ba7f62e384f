/**
 * What single values look like, said once as patterns that both engines read the same way: ours, over a sample, and
 * DuckDB's, over every row. A value is made *plain* first (Western digits, simple spaces and signs), its *unit* (a percent
 * sign, a currency, the hour of a date) is split off, and the first pattern that matches the rest is its *shape*.
 */
import { currencyPattern, fromConventions } from "../../vocabulary/index.ts"
import { monthWords } from "./month-words.ts"

/** Letter by letter: Arabic digits and signs, spaces that do not break, typographic minus and apostrophe. */
export const plainFrom = "٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٫٬٪−\u2010\u2011\u2013’ʼ\u00a0\u202f\u2007\u2009\t\n\r"
export const plainTo = "01234567890123456789,'%-\u002d\u002d\u002d''       "
/** Marks of direction that spreadsheets leave around numbers. */
export const invisible = "\u200e\u200f\u202a\u202b\u202c\ufeff"

const plainByLetter = new Map([...plainFrom].map((letter, index) => [letter, plainTo[index]!]))
const anyOdd = new RegExp(`[${plainFrom}${invisible}]`, "g")

/** `%12`, as Arabic texts have it, and `$12`: the sign goes to the end. */
export const signFirst = "^([%€$]) ?([-+0-9].*)$"
const signBefore = new RegExp(signFirst)

export function plain(value: string): string {
  const text = value.replace(anyOdd, (letter) => plainByLetter.get(letter) ?? "").trim()
  return signBefore.test(text) ? text.replace(signBefore, "$2$1") : text
}

export const gapWords = [
  "-",
  "--",
  "---",
  "—",
  "–",
  "…",
  "...",
  "..",
  "n/a",
  "#n/a",
  "#n/d",
  "#ref!",
  "#div/0!",
  "#value!",
  "#name?",
  "#null!",
  "#num!",
  "غ م",
  "غ.م",
  "غير متوفر",
  "غير متوفرة",
]
/** These say that there is no value among numbers and dates only: elsewhere NA may be Namibia and None an answer. */
const gapWordsOfNumbers = [
  ".",
  "/",
  "*",
  "?",
  "#",
  "na",
  "n.a",
  "n.a.",
  "nd",
  "n.d",
  "n.d.",
  "nc",
  "null",
  "none",
  "nan",
  "neant",
  "néant",
  "unknown",
  "inconnu",
  "لا يوجد",
  "x",
  "xx",
]
export const missingWords: readonly string[] = [...gapWords, ...gapWordsOfNumbers].flatMap((word) => [
  plain(word),
  word,
])

/** RE2 and ECMAScript agree on all that is used here. */
const sign = "(?:[-+] ?)?"
const spaced = "[1-9][0-9]{0,2}(?: [0-9]{3})+"
const dd = "(?:0?[1-9]|1[0-2])"
const over12 = "(?:1[3-9]|2[0-9]|3[01])"
const year = "(?:1[0-9]|2[01])[0-9]{2}"
const sep = (pattern: (mark: string) => string) => `(?:${["-", "/", "[.]"].map(pattern).join("|")})`

export const clock = "(?:[01]?[0-9]|2[0-3]):[0-5][0-9](?::[0-5][0-9](?:[.][0-9]{1,6})?)?"
export const zone = "(?:Z|[-+][0-9]{2}(?::?[0-9]{2})?)"

/** In order: the first that matches is the shape. */
const shapesWith = (months: string) =>
  ({
    integer: `${sign}(?:0|[1-9][0-9]{0,17})`,
    long: `${sign}[1-9][0-9]{18,37}`,
    zeros: `${sign}0[0-9]+`,
    whole: `${sign}(?:0|[1-9][0-9]{0,17})[.]0`,
    spaced: `${sign}${spaced}`,
    quoted: `${sign}[1-9][0-9]{0,2}(?:'[0-9]{3})+`,
    "comma-3": `${sign}[1-9][0-9]{0,2},[0-9]{3}`,
    "comma-groups": `${sign}[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}`,
    "dot-groups": `${sign}[1-9][0-9]{0,2}(?:[.][0-9]{3}){2,}`,
    "dot-3": `${sign}[1-9][0-9]{0,2}[.][0-9]{3}`,
    "comma-decimal": `${sign}(?:(?:0|[1-9][0-9]*|${spaced})?,[0-9]+)`,
    "dot-decimal": `${sign}(?:(?:0|[1-9][0-9]*|${spaced})?[.][0-9]+)`,
    "groups-dot": `${sign}[1-9][0-9]{0,2}(?:[,'][0-9]{3})+[.][0-9]+`,
    "groups-comma": `${sign}[1-9][0-9]{0,2}(?:[.'][0-9]{3})+,[0-9]+`,
    exponent: `${sign}[0-9](?:[.,][0-9]+)?[eE][-+]?[0-9]{1,3}`,
    iso: sep((mark) => `${year}${mark}${dd}${mark}(?:0?[1-9]|[12][0-9]|3[01])`),
    "day-first": sep((mark) => `${over12}${mark}${dd}${mark}${year}`),
    "month-first": sep((mark) => `${dd}${mark}${over12}${mark}${year}`),
    "day-or-month": sep((mark) => `${dd}${mark}${dd}${mark}${year}`),
    "year-month": `${year}[-/](?:0[1-9]|1[0-2])`,
    "month-year": `${dd}[-/]${year}`,
    "date-words": `(?:0?[1-9]|[12][0-9]|3[01])(?:er)? +(?:${months}) +${year}`,
    "month-words": `(?:${months})[ -]+${year}`,
    month: `(?:${months})`,
    time: clock,
    boolean: "oui|non|true|false|yes|no|vrai|faux|نعم|لا",
  }) as const
/** With the names of months that the country has. */
export const shapes = fromConventions(() => shapesWith(monthWords()))
export type Shape = keyof ReturnType<typeof shapes> | "missing" | "other"

const compiled = fromConventions(() =>
  (Object.entries(shapes()) as [keyof ReturnType<typeof shapes>, string][]).map(
    ([shape, pattern]) => [shape, new RegExp(`^(?:${pattern})$`, "i")] as const,
  ),
)

export const percent = " ?%"
/** A unit after a number; the hour after a date. */
export const unitPattern = fromConventions(() => `^.*[0-9](${percent}|${currencyPattern()})$`)
export const hourPattern = `^.*[0-9]{4}(?:[-/.][0-9]{1,2}[-/.][0-9]{1,2})?([T ]+${clock}(?: ?${zone})?)$`
const unitAtEnd = fromConventions(() => new RegExp(unitPattern(), "i"))
const hourAtEnd = new RegExp(hourPattern, "i")
const missing = new Set(missingWords)

export interface Looked {
  readonly shape: Shape
  /** The value without its unit. */
  readonly rest: string
  /** As split off, in small letters without spaces: `%`, `tnd`; `T0`, `T` or `TZ` for an hour (midnight, any, with a zone). */
  readonly unit: string
}

const wordShapes = new Set<string>(["month", "boolean"])
const wordPatterns = fromConventions(() => compiled().filter(([shape]) => wordShapes.has(shape)))

export function lookAt(value: string): Looked {
  const text = plain(value)
  if (missing.has(text.toLowerCase())) return { shape: "missing", unit: "", rest: "" }
  const hasDigits = /[0-9]/.test(text)
  const patterns = hasDigits ? compiled() : wordPatterns()
  const unit = hasDigits && text.length < 80 ? (unitAtEnd().exec(text)?.[1] ?? hourAtEnd.exec(text)?.[1] ?? "") : ""
  const rest = text.slice(0, text.length - unit.length)
  const shape = rest.length > 80 ? undefined : patterns.find(([, pattern]) => pattern.test(rest))?.[0]
  return { shape: shape ?? "other", unit: unitName(unit), rest }
}

export function unitName(unit: string): string {
  if (!/^[T ]+[0-9]{1,2}:/i.test(unit)) return unit.toLowerCase().replace(/[ .]/g, "")
  if (new RegExp(`${zone}$`, "i").test(unit) && /Z$|[0-9] ?[-+][0-9]/i.test(unit)) return "TZ"
  return /^[T ]+0?0:00(?::00(?:\.0+)?)?$/i.test(unit) ? "T0" : "T"
}
