const letters: Readonly<Record<string, string>> = {
  // Arabic letters that spellings mix up; the last four are Persian ones met in texts copied out of PDF files.
  ى: "ي",
  ة: "ه",
  ٱ: "ا",
  ء: "",
  ی: "ي",
  ک: "ك",
  ھ: "ه",
  ہ: "ه",
  œ: "oe",
  æ: "ae",
  ß: "ss",
}
const foldedLetter = new RegExp(`[${Object.keys(letters).join("")}]`, "g")
const eastern = /[\u0660-\u0669\u06f0-\u06f9]/g

/**
 * One spelling for all the ways of writing the same words: case, accents, vowel marks, hamzas, ligatures, quotes and
 * punctuation do not count. The result holds letters, digits and single spaces.
 */
export function fold(raw: string): string {
  return raw
    .normalize("NFKD")
    .replace(/[\p{M}\p{Cf}\u0640]/gu, "")
    .toLowerCase()
    .replace(foldedLetter, (letter) => letters[letter] ?? letter)
    .replace(eastern, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
}

/** The last path segment (or fragment) of an IRI, where authority tables keep the code; the text itself otherwise. */
export function localPart(raw: string): string {
  if (!/^[a-z][a-z0-9+.-]*:\/\//i.test(raw)) return raw
  const part =
    raw
      .replace(/[/#?]+$/, "")
      .split(/[/#]/)
      .at(-1) ?? raw
  return decoded(part)
}

function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** Keys in order of insertion, the first owner of a key keeps it. */
export class FirstWins<T> {
  readonly #byKey = new Map<string, T>()

  add(key: string, value: T): void {
    const folded = fold(key)
    if (folded !== "" && !this.#byKey.has(folded)) this.#byKey.set(folded, value)
  }

  get(key: string): T | undefined {
    return this.#byKey.get(fold(key))
  }
}
