/**
 * What a document lacks before the public may see it: every mistake at its place, as a stable word. A draft may have them
 * all.
 */
import type { InputProblem } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { DatasetDocument, DistributionEntry } from "../document.ts"
import type { ContactPoint, Mapped, Period } from "../facts.ts"

/** What a reader bears, and what other portals take. */
const longest = { title: 300, description: 20_000, keyword: 100, reason: 2000 } as const

type Known = Pick<Vocabularies, "themes" | "licences" | "places" | "frequencies">

export function checkDocument(document: DatasetDocument, vocabularies: Known): InputProblem[] {
  const { facts, distributions } = document
  return [
    ...(document.organizationId ? [] : [missing("organizationId")]),
    ...(isBlank(facts.title) ? [missing("title")] : []),
    ...(isBlank(facts.description) ? [missing("description")] : []),
    ...(document.visibility === "private" && isBlank(document.privateReason) ? [missing("privateReason")] : []),
    ...tooLong("title", facts.title, longest.title),
    ...tooLong("description", facts.description, longest.description),
    ...tooLong("privateReason", document.privateReason, longest.reason),
    ...checkLicences(document, vocabularies),
    ...unknownCodes("themes", facts.themes, codesOf(vocabularies.themes)),
    ...checkCode("frequency", facts.frequency, codesOf(vocabularies.frequencies)),
    ...(facts.spatial ?? []).flatMap(({ code }, at) =>
      code && !codesOf(vocabularies.places).has(code) ? [{ path: `spatial.${at}.code`, rule: "unknown" }] : [],
    ),
    ...(facts.temporal ?? []).flatMap((period, at) => checkPeriod(`temporal.${at}`, period)),
    ...checkDates("", facts),
    ...checkUrl("landingPage", facts.landingPage),
    ...(facts.contactPoints ?? []).flatMap((one, at) => checkContact(`contactPoints.${at}`, one)),
    ...checkKeywords(facts.keywords),
    ...distributions.flatMap((file, at) => checkFile(`distributions.${at}`, file)),
  ]
}

/** A correction need not mend everything: what was shown so already stands in nobody's way, wherever its file stands now. */
export function freshProblems(
  document: DatasetDocument,
  shown: DatasetDocument | undefined,
  vocabularies: Known,
): InputProblem[] {
  const before = new Set(shown ? checkDocument(shown, vocabularies).map((one) => keyOf(one, shown)) : [])
  return checkDocument(document, vocabularies).filter((one) => !before.has(keyOf(one, document)))
}

function keyOf({ path, rule, values }: InputProblem, { distributions }: DatasetDocument): string {
  const place = path.replace(
    /^distributions\.(\d+)/,
    (_, at: string) => `distributions.${distributions[Number(at)]?.id}`,
  )
  // What says its value is known by it, whatever stands before it in its list.
  return JSON.stringify([values ? place.replace(/\.\d+(?=\.|$)/g, "") : place, rule, values])
}

function missing(path: string): InputProblem {
  return { path, rule: "missing" }
}

function isBlank(text: LocalisedText | undefined): boolean {
  return Object.values(text ?? {}).every((value) => value.trim() === "")
}

function tooLong(path: string, text: LocalisedText | undefined, max: number): InputProblem[] {
  return Object.entries(text ?? {}).flatMap(([tag, value]) =>
    value.length > max ? [{ path: `${path}.${tag}`, rule: "too-long", values: { max } }] : [],
  )
}

const codesByList = new WeakMap<object, ReadonlySet<string>>()

function codesOf(list: readonly { readonly code: string }[]): ReadonlySet<string> {
  const known = codesByList.get(list)
  if (known) return known
  const codes = new Set(list.map(({ code }) => code))
  codesByList.set(list, codes)
  return codes
}

// DCAT-AP 3 lets a publisher state the licence per distribution only. A source's own words count as a licence.
function checkLicences({ facts, distributions }: DatasetDocument, { licences }: Known): InputProblem[] {
  const codes = codesOf(licences)
  const isGiven = (licence: Mapped | undefined) => Boolean(licence?.code ?? licence?.raw)
  const everyFile = distributions.length > 0 && distributions.every(({ licence }) => isGiven(licence))
  return [
    ...(isGiven(facts.licence) || everyFile ? [] : [missing("licence")]),
    ...checkCode("licence", facts.licence, codes),
    ...distributions.flatMap(({ licence }, at) => checkCode(`distributions.${at}.licence`, licence, codes)),
  ]
}

function checkCode(path: string, value: Mapped | undefined, known: ReadonlySet<string>): InputProblem[] {
  return value?.code && !known.has(value.code) ? [{ path, rule: "unknown", values: { code: value.code } }] : []
}

function unknownCodes(path: string, codes: readonly string[] = [], known: ReadonlySet<string>): InputProblem[] {
  return codes.flatMap((code, at) =>
    known.has(code) ? [] : [{ path: `${path}.${at}`, rule: "unknown", values: { code } }],
  )
}

const datePattern = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T.*)?)?)?$/

function isDate(date: string): boolean {
  const [, year, month = "01", day = "01"] = datePattern.exec(date) ?? []
  if (!year || Number.isNaN(Date.parse(date))) return false
  // The 31st of February parses in some spellings and turns into March.
  return new Date(`${year}-${month}-${day}T00:00:00Z`).toISOString().startsWith(`${year}-${month}-${day}`)
}

function checkDates(prefix: string, dates: { readonly issued?: string; readonly modified?: string }): InputProblem[] {
  return (["issued", "modified"] as const).flatMap((name) => {
    const date = dates[name]
    return date === undefined || isDate(date)
      ? []
      : [{ path: `${prefix}${name}`, rule: "not-a-date", values: { date } }]
  })
}

function checkPeriod(path: string, { start, end }: Period): InputProblem[] {
  const wrong = Object.entries({ start, end }).flatMap(([name, date]) =>
    date === undefined || isDate(date) ? [] : [{ path: `${path}.${name}`, rule: "not-a-date", values: { date } }],
  )
  if (wrong.length > 0 || !start || !end || isBefore(start, end)) return wrong
  return [{ path, rule: "end-before-start", values: { start, end } }]
}

// “2024” ends with the last of December: 2024-06 to 2024 is a period.
function isBefore(start: string, end: string): boolean {
  const shared = Math.min(start.length, end.length)
  return start.slice(0, shared) <= end.slice(0, shared)
}

function checkUrl(path: string, url: string | undefined): InputProblem[] {
  return url === undefined || isHttpUrl(url) ? [] : [{ path, rule: "not-a-url", values: { url } }]
}

function isHttpUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:\/\/[^/\s]/i.test(url)
}

const emailPattern = /^[^\s@<>(),;:"\\]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+\p{L}{2,63}$/u

function checkContact(path: string, { email, url }: ContactPoint): InputProblem[] {
  const wrong = email !== undefined && !emailPattern.test(email)
  return [...(wrong ? [{ path: `${path}.email`, rule: "not-an-email" }] : []), ...checkUrl(`${path}.url`, url)]
}

function checkKeywords(keywords: Readonly<Record<string, readonly string[]>> = {}): InputProblem[] {
  return Object.entries(keywords).flatMap(([tag, words]) =>
    words.some((word) => word.length > longest.keyword)
      ? [{ path: `keywords.${tag}`, rule: "too-long", values: { max: longest.keyword } }]
      : [],
  )
}

function checkFile(path: string, file: DistributionEntry): InputProblem[] {
  const nowhere = !file.file && !file.downloadUrl && !file.accessUrl
  return [
    ...(nowhere ? [missing(`${path}.downloadUrl`)] : []),
    ...tooLong(`${path}.title`, file.title, longest.title),
    ...tooLong(`${path}.description`, file.description, longest.description),
    ...checkUrl(`${path}.downloadUrl`, file.downloadUrl),
    ...checkUrl(`${path}.accessUrl`, file.accessUrl),
    ...checkDates(`${path}.`, file),
  ]
}
