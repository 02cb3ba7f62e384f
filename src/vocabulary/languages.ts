import { fold, localPart } from "./fold.ts"

/** Names met in catalogues, and the bibliographic codes of ISO 639-2 that `Intl` does not turn into BCP 47. */
const words: Readonly<Record<string, string>> = {
  ar: "arabe,arabic,العربية,عربية,عربي,arabe (tunisie)",
  fr: "francais,francaise,french,الفرنسية,فرنسية,fre",
  en: "anglais,anglaise,english,الإنجليزية,الانقليزية,إنجليزية,انقليزية",
  de: "allemand,german,deutsch,ger",
  es: "espagnol,spanish,espanol,castellano",
  it: "italien,italian,italiano",
  nl: "neerlandais,dutch,nederlands,dut",
  pt: "portugais,portuguese,portugues",
  ca: "catalan,catala",
  zh: "chi",
  fa: "per",
  el: "gre",
  cs: "cze",
  ro: "rum",
  sk: "slo",
  hy: "arm",
  ka: "geo",
  is: "ice",
  mk: "mac",
  ms: "may",
  eu: "baq",
  sq: "alb",
  my: "bur",
  cy: "wel",
}
const tagByWord = new Map(
  Object.entries(words).flatMap(([tag, names]) => names.split(",").map((name) => [fold(name), tag] as const)),
)

/**
 * Language as BCP 47 tag without region (`fr`, `ar`, `zh-hant`): from a tag, an ISO 639 code of two or three letters, an EU,
 * Library of Congress or Lexvo IRI, or the name of a common language. Unknown, multiple and undetermined give nothing.
 */
export function languageFrom(raw: string | undefined): string | undefined {
  const text = localPart(raw?.trim() ?? "")
  const named = tagByWord.get(fold(text))
  if (named) return named
  if (!/^[a-z]{2,3}([-_][a-z0-9]{2,8})*$/i.test(text)) return undefined
  try {
    const locale = new Intl.Locale(text.replaceAll("_", "-").toLowerCase())
    if (!isRealLanguage(locale.language)) return undefined
    return [locale.language, locale.script?.toLowerCase()].filter(Boolean).join("-")
  } catch {
    return undefined
  }
}

const displayNames = new Intl.DisplayNames("en", { type: "language", fallback: "none" })
const notALanguage = new Set(["und", "mul", "zxx", "mis", "root"])

function isRealLanguage(code: string): boolean {
  return !notALanguage.has(code) && displayNames.of(code) !== undefined
}
