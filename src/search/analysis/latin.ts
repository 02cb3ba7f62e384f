/**
 * A light stem for French and English together. The language of a typed word is unknown and that of a text is often
 * wrong, so one set of rules serves both: industrie, industries, industry → industri; régionaux, régionale → regional.
 */
const lettersOnly = /^[a-z]+$/
const shortest = 3
// taux must not become tal.
const shortestRewritten = 2

type Rule = readonly [ending: string, replacement: string]

// One rule of each group applies, the first that fits.
const plurals: readonly Rule[] = [
  ["eaux", "eau"],
  ["aux", "al"],
  ["eux", "eu"],
  ["oux", "ou"],
  ["sses", "ss"],
  ["ss", "ss"],
  ["us", "us"],
  ["is", "is"],
  ["s", ""],
]
const inflections: readonly Rule[] = [
  ["ings", ""],
  ["ing", ""],
  ["ied", "i"],
  ["ee", ""],
  ["ie", "i"],
  ["e", ""],
]
const shapes: readonly Rule[] = [
  ["ell", "el"],
  ["enn", "en"],
  ["ett", "et"],
  ["if", "iv"],
  ["y", "i"],
]

export function stemLatin(word: string): string {
  if (word.length <= shortest || !lettersOnly.test(word)) return word
  return [plurals, inflections, shapes].reduce(applyFirst, word)
}

function applyFirst(word: string, rules: readonly Rule[]): string {
  const rule = rules.find(([ending]) => word.endsWith(ending))
  if (!rule) return word
  const [ending, replacement] = rule
  const kept = word.slice(0, word.length - ending.length)
  const stem = kept + replacement
  const isCut = word.startsWith(stem)
  return stem.length >= shortest && (isCut || kept.length >= shortestRewritten) ? stem : word
}
