/** Rules of single values that people write: each answers the problems at its path, none where all is well. */
import type { InputProblem } from "../platform/refusal.ts"
import type { LocalisedText } from "../texts/index.ts"

const languageTag = /^(?:und|[a-z]{2,3}(?:-[a-z0-9]{1,8})*)$/
const email = /^[^\s@<>"',;:()[\]\\]+@[^\s@.<>"',;:()[\]\\]+(?:\.[^\s@.<>"',;:()[\]\\]+)+$/
const phone = /^\+?[0-9][0-9 ().-]{3,38}$/
// Line breaks and tabs are text; the other control characters cannot be stored or shown.
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/
const longestUrl = 2000
const longestEmail = 254

export function problemsOfLine(path: string, value: string, longest: number): InputProblem[] {
  if (control.test(value) || !value.isWellFormed()) return [{ path, rule: "unreadable-characters" }]
  if (value.length > longest) return [{ path, rule: "too-long", values: { max: longest } }]
  return []
}

export function problemsOfText(path: string, text: LocalisedText, longest: number): InputProblem[] {
  return Object.entries(text).flatMap(([tag, value]) => {
    if (!languageTag.test(tag)) return [{ path, rule: "not-a-language", values: { language: tag.slice(0, 20) } }]
    return problemsOfLine(`${path}.${tag}`, value, longest)
  })
}

/** A name is needed in one language at least. */
export function problemsOfName(path: string, name: LocalisedText, longest: number): InputProblem[] {
  const written = Object.values(name).some((value) => value.trim() !== "")
  return written ? problemsOfText(path, name, longest) : [{ path, rule: "missing" }]
}

export function problemsOfUrl(path: string, value: string): InputProblem[] {
  const long = problemsOfLine(path, value, longestUrl)
  if (long.length > 0) return long
  const address = URL.parse(value)
  const isWeb = address && (address.protocol === "http:" || address.protocol === "https:") && address.hostname !== ""
  return isWeb && !address.username && !address.password ? [] : [{ path, rule: "not-a-url" }]
}

export function problemsOfEmail(path: string, value: string): InputProblem[] {
  return value.length <= longestEmail && email.test(value) ? [] : [{ path, rule: "not-an-email" }]
}

export function problemsOfPhone(path: string, value: string): InputProblem[] {
  return phone.test(value) ? [] : [{ path, rule: "not-a-phone" }]
}
