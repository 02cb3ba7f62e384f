/**
 * Folding: the spelling under which texts are compared. Case, accents, ligatures, tashkeel, tatweel, bidi marks, hamza
 * seats, Persian letters out of PDFs, presentation forms and foreign digits all disappear; punctuation stays.
 */
const plain = /^[a-z0-9 ]*$/
const marks = /[\p{M}\p{Cf}\u0640\u0621]/gu
const special = /[^ -~\u0622-\u063a\u0641-\u0648\u064a]|[`]/g

const letterByLetter: Record<string, string> = {
  œ: "oe",
  æ: "ae",
  ß: "ss",
  ø: "o",
  đ: "d",
  ł: "l",
  ı: "i",
  ŀ: "l",
  ħ: "h",
  þ: "th",
  ð: "d",
  "’": "'",
  "‘": "'",
  ʼ: "'",
  "`": "'",
  "´": "'",
  "′": "'",
  ٱ: "ا",
  ى: "ي",
  ة: "ه",
  // Persian and Urdu shapes that PDF readers put for Arabic letters, and the Tunisian letters for g, v and p.
  ی: "ي",
  ے: "ي",
  ې: "ي",
  ک: "ك",
  ڪ: "ك",
  ھ: "ه",
  ہ: "ه",
  ۃ: "ه",
  ە: "ه",
  ڨ: "ق",
  گ: "ق",
  ڤ: "ف",
  پ: "ب",
  ...digits(0x0660),
  ...digits(0x06f0),
}

function digits(zero: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: 10 }, (_, digit) => [String.fromCodePoint(zero + digit), String(digit)]),
  )
}

export function fold(text: string): string {
  if (plain.test(text)) return text
  return text
    .normalize("NFKD")
    .toLowerCase()
    .normalize("NFKD")
    .replace(marks, "")
    .replace(/ة/g, "ه")
    .replace(special, (letter) => letterByLetter[letter] ?? letter)
}

/** The key under which whole values (a keyword, a title) are compared and sorted: folded, single spaces. */
export function foldedKey(text: string): string {
  return fold(text).replace(/\s+/gu, " ").trim()
}
