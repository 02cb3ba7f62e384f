import { InvalidInput } from "../platform/refusal.ts"
import { commonPasswords, keyboardRows } from "./common-passwords.ts"

export const shortestPassword = 12
export const longestPassword = 256

export type PasswordProblem = "missing" | "too-short" | "too-long" | "too-common" | "too-regular" | "says-who-you-are"

/** Length is what counts; beside it only what is guessed first is refused. No rule about kinds of characters. */
export function passwordProblem(password: string, personal: readonly string[] = []): PasswordProblem | undefined {
  const letters = [...password.normalize("NFKC")]
  if (letters.length === 0) return "missing"
  if (letters.length < shortestPassword) return "too-short"
  if (letters.length > longestPassword) return "too-long"
  const folded = fold(password)
  if (isRegular(folded)) return "too-regular"
  if (withoutWords(folded, personalWords(personal)).length < leastBesideWords) return "says-who-you-are"
  if (withoutWords(folded, commonPasswords.map(fold)).length < leastBesideWords) return "too-common"
  return undefined
}

export function assertPassword(password: string, personal: readonly string[], path = "password"): void {
  const rule = passwordProblem(password, personal)
  if (rule) throw new InvalidInput([{ path, rule, values: { min: shortestPassword, max: longestPassword } }])
}

/** What must remain when the words that everybody tries first are taken out. */
const leastBesideWords = 6

const substitutes: Readonly<Record<string, string>> = {
  "0": "o",
  "1": "i",
  "!": "i",
  "|": "i",
  "3": "e",
  "4": "a",
  "@": "a",
  "5": "s",
  $: "s",
  "7": "t",
  "+": "t",
  "8": "b",
}

/** Case, accents and the usual exchanges of letters for signs make no difference to who guesses. */
function fold(text: string): string {
  const plain = text
    .normalize("NFKD")
    .replace(/[\p{M}\u0640]/gu, "")
    .toLowerCase()
  return [...plain].map((letter) => substitutes[letter] ?? letter).join("")
}

/** Few different characters, one part repeated, or runs along the alphabet, the digits or the keyboard. */
function isRegular(folded: string): boolean {
  if (new Set(folded).size < 5) return true
  if (/^(.{1,6}?)\1+.{0,5}$/su.test(folded)) return true
  return withoutWords(folded, walks).length < leastBesideWords
}

function withoutWords(text: string, words: readonly string[]): string {
  let rest = text
  for (const word of words) if (word.length > 2) rest = rest.replaceAll(word, "")
  return rest
}

/** Parts of the name, the address and the site's name; those of three letters and more. */
function personalWords(personal: readonly string[]): string[] {
  return personal
    .flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)])
    .map(fold)
    .filter((word) => word.length > 2)
    .toSorted((left, right) => right.length - left.length)
}

/** Every run of four and more along a row, both ways; long ones first, so that they go as a whole. */
const walks = keyboardRows
  .flatMap((row) => [row, [...row].toReversed().join("")])
  .flatMap(runsOf)
  .toSorted((left, right) => right.length - left.length)

function runsOf(row: string): string[] {
  const letters = [...fold(row)]
  return letters.flatMap((_, from) =>
    letters.slice(from + 3).map((_, length) => letters.slice(from, from + length + 4).join("")),
  )
}
