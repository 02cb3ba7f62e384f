import { isUuid } from "../platform/ids.ts"
import { type LocalisedText, languages } from "../texts/index.ts"
import { transliterateArabic } from "./transliterate.ts"

const longest = 80
/** More of a text than any slug holds. */
const longestRead = 500
const arabicRun =
  /[\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff][\u0600-\u06ff\u0750-\u077f\ufb50-\ufdff\ufe70-\ufeff\s]*/g
const otherLetters: Readonly<Record<string, string>> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ð: "d",
  þ: "th",
  ł: "l",
  ı: "i",
  "&": " ",
}

/**
 * The readable part of an address: letters a-z, digits and hyphens, at most 80 characters, cut between words. A title in
 * Latin letters goes before an Arabic one, which is transliterated; `hint` (the source's own slug) serves only when no
 * title gives anything, because sources lose Arabic letters in theirs.
 */
export function slugFromTitle(title: LocalisedText, hint?: string): string {
  const preferred = ["fr", "en", ...languages, ...Object.keys(title)]
  const texts = [...new Set(preferred)].map((tag) => title[tag] ?? "")
  const [latin, others] = [texts.filter(isMostlyLatin), texts.filter((text) => !isMostlyLatin(text))]
  for (const text of [...latin, ...others, hint ?? ""]) {
    const slug = slugFromText(text)
    if (isUuid(slug)) return `id-${slug}`
    if (/[a-z]/.test(slug)) return slug
  }
  return "dataset"
}

/** `base`, else `base-2`, `base-3`… */
export function nextFreeSlug(base: string, taken: ReadonlySet<string>): string {
  if (!taken.has(base)) return base
  let number = 2
  while (taken.has(`${base}-${number}`)) number += 1
  return `${base}-${number}`
}

function slugFromText(text: string): string {
  const latin = text
    .slice(0, longestRead)
    .normalize("NFC")
    .replace(/\p{Cf}/gu, "")
    .normalize("NFKC")
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(arabicRun, (run) => ` ${transliterateArabic(run)} `)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[œæßøđðþłı&]/g, (letter) => otherLetters[letter] ?? letter)
  const words = latin.match(/[a-z0-9]+/g) ?? []
  return cutBetweenWords(words.join("-"))
}

function cutBetweenWords(slug: string): string {
  if (slug.length <= longest) return slug
  const end = slug.lastIndexOf("-", longest)
  return slug.slice(0, end > 0 ? end : longest)
}

function isMostlyLatin(text: string): boolean {
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  return latin > 0 && latin * 2 >= (text.match(/\p{L}/gu)?.length ?? 0)
}
