import { fold } from "../vocabulary/index.ts"
import { placeSpellings } from "./transliterate-places.ts"
import { commonWords } from "./transliterate-words.ts"

/**
 * Arabic in readable Latin letters, for addresses. Known words and names come from dictionaries; for the rest, consonants
 * and long vowels are written as they stand and an `a` is put where Arabic syllables (CV or CVC) need a vowel that the
 * script leaves out. Spelling follows French habits (ch, ou), as place names there do.
 */
export function transliterateArabic(text: string): string {
  const words = text.match(/[\p{L}\p{M}\u0640]+/gu) ?? []
  const out: string[] = []
  for (let at = 0; at < words.length; ) {
    const name = nameAt(words, at)
    if (name) {
      out.push(name.latin)
      at += name.length
    } else {
      out.push(latinWord(words[at]!, leadsToDefinite(words, at + 1)))
      at += 1
    }
  }
  return out.filter((word) => word !== "").join(" ")
}

const longestName = 4
const dictionary = new Map(
  commonWords
    .trim()
    .split(/\s+/)
    .map((line) => line.split("=") as [string, string])
    .map(([arabic, latin]) => [fold(arabic), latin]),
)
const names = new Map(
  placeSpellings
    .trim()
    .split("\n")
    .map((line) => line.split("=") as [string, string])
    .map(([arabic, latin]) => [fold(arabic), latin]),
)

interface Name {
  readonly latin: string
  readonly length: number
}

/** The longest place name that begins here, with a preposition joined to its first word or without. */
function nameAt(words: readonly string[], at: number): Name | undefined {
  for (let length = Math.min(longestName, words.length - at); length > 0; length--) {
    const folded = fold(words.slice(at, at + length).join(" "))
    const latin = names.get(folded)
    if (latin && !(length === 1 && dictionary.has(withoutArticle(folded)))) return { latin, length }
    const preposition = length > 1 || !dictionary.has(folded) ? prepositions[folded[0]!] : undefined
    const rest = preposition && names.get(folded.slice(1))
    if (rest && !dictionary.has(withoutArticle(folded.slice(1)))) return { latin: `${preposition} ${rest}`, length }
  }
  return undefined
}

const prepositions: Readonly<Record<string, string>> = { ب: "bi", ل: "li", و: "wa" }
const particles = new Set(["في", "من", "الى", "علي", "عن", "مع", "حسب", "خلال", "منذ", "بين", "و", "او"])
const withoutArticle = (folded: string): string => folded.replace(/^ال(?=..)/, "")

/** Before a definite noun or a name a noun stands in the genitive chain: its final ة is then heard (`qaimat al-…`). */
function leadsToDefinite(words: readonly string[], at: number): boolean {
  const next = words[at]
  if (next === undefined || particles.has(fold(next))) return false
  if (next.startsWith("ال") || nameAt(words, at) !== undefined) return true
  return dictionary.has(fold(next)) && leadsToDefinite(words, at + 1)
}

/** Prefixes in the order they are tried; those of one letter only before a word we know. */
const prefixes: ReadonlyArray<readonly [arabic: string, latin: string, onlyBeforeKnown: boolean]> = [
  ["وبال", "wa bil ", false],
  ["وال", "wa al ", false],
  ["بال", "bil ", false],
  ["لل", "lil ", false],
  ["ال", "al ", false],
  ["و", "wa ", true],
  ["ب", "bi ", true],
  ["ل", "li ", true],
]

function latinWord(word: string, genitive: boolean): string {
  const plain = word.replace(/[\u0640]/g, "")
  const known = dictionary.get(fold(plain))
  if (known) return genitive && /[ةه]$/.test(plain) ? `${known}t` : known
  for (const [arabic, latin, onlyBeforeKnown] of prefixes) {
    const rest = plain.startsWith(arabic) ? plain.slice(arabic.length) : ""
    if (rest.replace(/\p{M}/gu, "").length < 2) continue
    const inside = dictionary.get(fold(rest))
    if (inside || !onlyBeforeKnown) {
      const definite = arabic.endsWith("ال") || arabic === "لل"
      return latin + (inside ? latinWord(rest, genitive && !definite) : spell(rest))
    }
  }
  return spell(plain)
}

const consonants: Readonly<Record<string, string>> = {
  ب: "b",
  ت: "t",
  ث: "th",
  ج: "j",
  ح: "h",
  خ: "kh",
  د: "d",
  ذ: "dh",
  ر: "r",
  ز: "z",
  س: "s",
  ش: "ch",
  ص: "s",
  ض: "dh",
  ط: "t",
  ظ: "dh",
  ع: "",
  غ: "gh",
  ف: "f",
  ق: "q",
  ك: "k",
  ل: "l",
  م: "m",
  ن: "n",
  ه: "h",
  ء: "",
  ئ: "",
  ؤ: "",
  پ: "p",
  چ: "ch",
  ڤ: "v",
  ڨ: "g",
  گ: "g",
  ژ: "j",
  ک: "k",
  ھ: "h",
  ہ: "h",
}
const vowels: Readonly<Record<string, string>> = {
  ا: "a",
  آ: "a",
  أ: "a",
  إ: "i",
  ٱ: "a",
  ى: "a",
  ة: "a",
  "\u064e": "a",
  "\u064f": "ou",
  "\u0650": "i",
  "\u0670": "a",
}
const shadda = "\u0651"
const sukun = "\u0652"

type Sound = { readonly vowel: string } | { readonly consonant: string; readonly closed: boolean }

function spell(word: string): string {
  const sounds = soundsOf([...word.replaceAll("ی", "ي")])
  let out = ""
  for (const [at, sound] of sounds.entries()) {
    if ("vowel" in sound) out += sound.vowel
    else out += sound.consonant + (needsVowel(sounds, at) ? "a" : "")
  }
  return out
    .replace(/aa+/g, "a")
    .replace(/ii+/g, "i")
    .replace(/(ou){2,}/g, "ou")
}

function soundsOf(letters: readonly string[]): readonly Sound[] {
  const sounds: Sound[] = []
  for (const [at, letter] of letters.entries()) {
    const next = letters[at + 1]
    const nextIsVowel = next !== undefined && next in vowels
    if (letter === "و") sounds.push(nextIsVowel || at === 0 ? consonant("w") : { vowel: "ou" })
    else if (letter === "ي") {
      if (nextIsVowel && at > 1) sounds.push({ vowel: "i" }, consonant("y"))
      else sounds.push(nextIsVowel || at === 0 ? consonant("y") : { vowel: "i" })
    } else if (letter === shadda) {
      const last = sounds.at(-1)
      if (last && "consonant" in last && last.consonant.length === 1)
        sounds.splice(-1, 1, { ...last, closed: true }, last)
    } else if (letter === "ئ" && !nextIsVowel && next !== "ي") {
      sounds.push({ vowel: "i" })
    } else if (letter in consonants) sounds.push(consonant(consonants[letter]!, next === sukun))
    else if (letter in vowels) sounds.push({ vowel: vowels[letter]! })
  }
  return sounds
}

const consonant = (latin: string, closed = false): Sound => ({ consonant: latin, closed })

/** A consonant takes `a` where it opens a syllable and no vowel is written: at the start of the word and after a closed syllable. */
function needsVowel(sounds: readonly Sound[], at: number): boolean {
  const sound = sounds[at]!
  const next = sounds[at + 1]
  if ("vowel" in sound || sound.closed || !next || "vowel" in next) return false
  if (at === 0) return true
  const before = sounds[at - 1]!
  if ("consonant" in before) return !needsVowel(sounds, at - 1)
  return sounds[at + 2] === undefined
}
