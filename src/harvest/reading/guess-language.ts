const otherScript = /[\u0370-\u05ff\u0900-\u1fff\u3040-\ud7af]/

// Words that one language writes all the time and the other never; words of the neighbours count against both.
const markers: ReadonlyMap<string, string> = new Map(
  Object.entries({
    fr: "le la les des du et est dans pour par sur aux une au avec selon ce cette ces sont ou qui que ses leur leurs chez entre depuis être été répartition données jeu évolution nombre prix gouvernorat ministère annuel annuelle mensuel mensuelle rapport liste taux de d l",
    en: "the of and for in is are on by with from this that these to data which as at its be has have or an dataset list number annual monthly",
    xx: "el los las del y en para por con una der die das und von mit für den dem im ein eine het van een voor op il lo gli della di delle per che nel dos das em com não uma els amb dels",
  }).flatMap(([language, words]) => words.split(" ").map((word) => [word, language] as const)),
)
const word = /[a-zA-Z\u00c0-\u024f]+/g
// Enough to tell a language, little enough to cost nothing on long descriptions.
const sample = 400

/**
 * `ar`, `fr` or `en` where the text itself leaves no doubt, else `und`: Arabic by its script, the two others by their small
 * words. "de", "la" and the like are shared with other languages, so they count for French only together with others.
 */
export function guessLanguage(text: string): "ar" | "fr" | "en" | "und" {
  const start = beginning(text)
  const letters = countLetters(start)
  if (letters.arabic > letters.latin) return "ar"
  if (letters.latin === 0 || otherScript.test(start)) return "und"
  const score = countMarkers(start)
  const best = score.fr > score.en ? "fr" : "en"
  const second = Math.min(score.fr, score.en)
  return score[best] >= 0.99 && score[best] > second * 1.5 && score[best] > score.xx * 1.5 ? best : "und"
}

/** Without tags: the words of HTML are nobody's language. */
function beginning(text: string): string {
  const bare = text.includes("<") ? text.slice(0, sample * 10).replace(/<[^<>]*>/g, " ") : text
  return bare.length > sample ? bare.slice(0, sample) : bare
}

/** Counted by hand: this runs for every text of every record. */
function countLetters(text: string): { arabic: number; latin: number } {
  let arabic = 0
  let latin = 0
  for (let at = 0; at < text.length && at < sample; at += 1) {
    const code = text.charCodeAt(at)
    if ((code | 32) >= 97 && (code | 32) <= 122 && code < 128) latin += 1
    else if (code >= 0xc0 && code <= 0x24f) latin += 1
    else if (isArabicLetter(code)) arabic += 1
  }
  return { arabic, latin }
}

function isArabicLetter(code: number): boolean {
  if (code < 0x620 || code > 0xfefc) return false
  return code <= 0x64a || (code >= 0x671 && code <= 0x6d3) || (code >= 0x750 && code <= 0x77f) || code >= 0xfb50
}

const shared = new Set("de la les des du d l est in an is as data dataset list number".split(" "))

function countMarkers(text: string): { fr: number; en: number; xx: number } {
  const score = { fr: 0, en: 0, xx: 0 }
  for (const found of text.toLowerCase().match(word) ?? []) {
    const language = markers.get(found) as "fr" | "en" | "xx" | undefined
    if (language) score[language] += shared.has(found) ? 0.4 : 1
  }
  // é, è, ç, œ and elisions: French writes them in most sentences, English does not.
  if (/[éèêçœàù]/i.test(text)) score.fr += 0.5
  if (/\b[ldnsj]['’]\p{L}/iu.test(text)) score.fr += 1
  return score
}

/** True when most letters are Arabic: such a text is not French or English, whatever the record declares. */
export function isArabicScript(text: string): boolean {
  const letters = countLetters(beginning(text))
  return letters.arabic > letters.latin
}

/** The language of one text of a record whose language is known or `und`. */
export function languageOfText(text: string, ofRecord: string): string {
  if (isArabicScript(text)) return ["fa", "ur", "ckb", "ps"].includes(ofRecord) ? ofRecord : "ar"
  if (ofRecord !== "und" && ofRecord !== "ar") return ofRecord
  return guessLanguage(text)
}
