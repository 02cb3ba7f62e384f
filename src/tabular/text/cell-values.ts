/** What one cell looks like, in the spellings of offices: decimal commas, spaces in thousands, months in words. */
import { currencyPattern, fromConventions, monthNamed } from "../../vocabulary/index.ts"

export type CellKind = "missing" | "integer" | "grouped" | "decimal" | "date" | "boolean" | "text"

const missingWords = new Set(
  "-,--,—,–,…,...,.,/,*,#,?,na,n/a,n.a,n.a.,nd,n.d,n.d.,nc,null,none,nan,neant,néant,غ م,غير متوفر,غير متوفرة,لا يوجد,#n/a,#ref!,#div/0!,#value!".split(
    ",",
  ),
)
const booleanWords = new Set("oui,non,true,false,yes,no,vrai,faux,نعم,لا".split(","))

const integer = /^[-+−]?\d+$/
const spaced = /^[-+−]?\d{1,3}(?:[ \u00a0\u202f]\d{3})+$/
const grouped = /^[-+−]?\d{1,3}(?:,\d{3})+$/
const decimal = /^[-+−]?(?:\d+|\d{1,3}(?:[ \u00a0\u202f]\d{3})+)[.,]\d+(?:e[-+]?\d+)?$/i
const groupedDecimal = /^[-+−]?\d{1,3}(?:,\d{3})+\.\d+$/
const unitAtEnd = fromConventions(() => new RegExp(`\\s*(?:[%٪]|${currencyPattern()})$`, "i"))
const arabicDigits = /[\u0660-\u0669\u06f0-\u06f9]/

/** Nothing, or one of the many ways of saying that there is nothing. */
export function isMissing(text: string): boolean {
  return text === "" || (text.length <= 16 && missingWords.has(text.toLowerCase()))
}

export function cellKind(raw: string): CellKind {
  const text = plainNumber(raw)
  if (isMissing(text)) return "missing"
  const first = text.charCodeAt(0)
  const mayBeNumber = (first >= 48 && first <= 57) || first === 43 || first === 45 || first === 0x2212
  if (mayBeNumber) {
    if (integer.test(text) || spaced.test(text)) return "integer"
    if (grouped.test(text)) return "grouped"
    if (decimal.test(text) || groupedDecimal.test(text)) return "decimal"
  }
  if (booleanWords.has(text.toLowerCase())) return "boolean"
  return text.length <= 40 && dateFrom(text) ? "date" : "text"
}

/** Percent signs and currencies do not make a number a text. */
function plainNumber(raw: string): string {
  const text = raw.trim()
  const western = arabicDigits.test(text)
    ? text.replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf)).replace("\u066b", ",")
    : text
  return western.replace(/^\d.*$/, (number) => number.replace(unitAtEnd(), ""))
}

export function isNumeric(kind: CellKind): boolean {
  return kind === "integer" || kind === "grouped" || kind === "decimal"
}

/** A year between 1800 and 2100. */
export const yearPattern = /^(?:1[89]|20)\d\d$/
/** A school, farm or budget year: 2019/2020, 2019-2020, 2019-20. */
const campaign = /^((?:19|20)\d\d)\s*[-/]\s*((?:19|20)?\d\d)$/
const yearFirst =
  /^((?:1[89]|20)\d\d)[-/.](\d{1,2})(?:[-/.](\d{1,2}))?(?:[T ]\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?)?$/
const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.]((?:1[89]|20)\d\d)(?:[T ]\d{1,2}:\d{2}(?::\d{2})?)?$/
const monthFirst = /^(\d{1,2})[-/]((?:1[89]|20)\d\d)$/
const inWords = /^(?:(\d{1,2})(?:er)?\s+)?(\p{L}[\p{L}.]*)[\s-]+((?:19|20)\d\d)$/u
const quarter = /^(?:[TQ]([1-4])[\s-]*((?:19|20)\d\d)|((?:19|20)\d\d)[\s-]*[TQ]([1-4]))$/i

/** The date or period as ISO 8601 (`YYYY`, `YYYY-MM`, `YYYY-MM-DD`); a bare year is none: many numbers look like one. */
export function dateFrom(text: string): string | undefined {
  const ymd = yearFirst.exec(text)
  if (ymd) return isoDate(ymd[1]!, ymd[2]!, ymd[3]) ?? campaignYear(text)
  const dmy = dayFirst.exec(text)
  if (dmy) return isoDate(dmy[3]!, dmy[2]!, dmy[1])
  const my = monthFirst.exec(text)
  if (my) return isoDate(my[2]!, my[1]!)
  const named = inWords.exec(text)
  if (named) return isoDate(named[3]!, String(monthNamed(named[2]!) ?? 0), named[1])
  const q = quarter.exec(text)
  if (q) return isoDate((q[2] ?? q[3])!, String((Number(q[1] ?? q[4]) - 1) * 3 + 1))
  return campaignYear(text)
}

function campaignYear(text: string): string | undefined {
  const found = campaign.exec(text)
  if (!found) return undefined
  const [start, end] = [Number(found[1]), Number(found[2])]
  return (end < 100 ? end : end % 100) === (start + 1) % 100 ? found[1] : undefined
}

function isoDate(year: string, month: string, day?: string): string | undefined {
  const [m, d] = [Number(month), Number(day ?? 1)]
  if (m < 1 || m > 12 || d < 1 || d > new Date(Date.UTC(Number(year), m, 0)).getUTCDate()) return undefined
  return [year, month.padStart(2, "0"), ...(day ? [day.padStart(2, "0")] : [])].join("-")
}
