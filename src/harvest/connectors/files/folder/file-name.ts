/** What the name of a file says to people. Pure. */
import { cleanLine } from "../../../reading/index.ts"

/** Percent-decoded; names that are not UTF-8 are in the code page of an old server. */
export function readableName(segment: string): string {
  try {
    return decodeURIComponent(segment).normalize("NFC")
  } catch {
    const bytes = Buffer.from(
      segment.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      "latin1",
    )
    const arabic = new TextDecoder("windows-1256").decode(bytes)
    return /[\u0621-\u064a]{3}/.test(arabic) ? arabic : new TextDecoder("windows-1252").decode(bytes)
  }
}

/** `budget.csv.gz` → `budget` and `csv.gz`; a name without an extension has none. */
export function stemAndExtension(name: string): readonly [stem: string, extension: string] {
  const [, stem, extension = ""] = /^(.+?)\.((?:[a-z]{2,7}\.)?(?:[a-z][a-z0-9]{0,9}|7z))$/i.exec(name) ?? []
  const isDouble = /^(.+)\.(.+)$/.exec(extension)
  // "v1.rapport.pdf" has one extension; only what is packed has two.
  if (stem && isDouble && !/^(gz|zip|bz2|xz|7z)$/i.test(isDouble[2] as string))
    return [`${stem}.${isDouble[1]}`, (isDouble[2] as string).toLowerCase()]
  return stem ? [stem, extension.toLowerCase()] : [name, ""]
}

/** `budget_2024-03` → "Budget 2024-03"; `20240331` is written as a date; marks of copies and versions stay. */
export function titleFrom(stem: string): string {
  const spaced = stem
    .replace(/(?<!\d)((?:19|20)\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?!\d)/g, "$1-$2-$3")
    .replace(/[_+]+/g, " ")
    .replace(/(?<!\d|\s)-+|-+(?!\d|\s|-)/g, " ")
    .replace(/\.(?=\p{L})/gu, " ")
  const line = cleanLine(spaced) || stem
  return line.charAt(0).toLocaleUpperCase("fr") + line.slice(1)
}
