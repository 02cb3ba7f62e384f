import { fold } from "./fold.ts"

// One list for all texts, since all share one token space. Words that carry meaning in another of the three languages
// stay out of it: or (gold), car, ما (water, once its hamza is folded away), pays, plus.
const french =
  "de la le les des du et en un une pour par sur dans au aux avec ce cette ces qui que est sont ont ou ses leur leurs"
const english = "the of and in to for by with at from is are this these that which its their be was were an"
const arabic = "في من على إلى عن مع هذا هذه التي الذي الذين بين حسب كل أو ثم عند منذ حول خلال ذلك أن إن كان كما لا"

const stopWords = new Set([french, english, arabic].flatMap((list) => list.split(" ")).map(fold))

export function isStopWord(folded: string): boolean {
  return stopWords.has(folded)
}

const elided = new Set(["l", "d", "j", "m", "t", "s", "n", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu"])
const contracted = new Set(["s", "t", "d", "ll", "re", "ve"])

/** l’, d’, qu’ before a word. */
export function isElision(word: string): boolean {
  return word.length <= 6 && elided.has(word.toLowerCase())
}

/** ’s, ’t, ’re after a word. */
export function isContraction(word: string): boolean {
  return word.length <= 2 && contracted.has(word.toLowerCase())
}
