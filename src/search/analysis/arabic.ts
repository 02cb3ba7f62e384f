/** Arabic words, already folded: the article with the particles written onto it, and a light stem. */
const arabicLetter = /^[\u0600-\u06ff]/

// Longest first. What remains must keep two letters: الماء folds to الما and must still meet ماء.
const articles = ["وبال", "ولل", "وال", "بال", "فال", "كال", "لل", "ال"]
const shortestWithoutArticle = 2

const endings = ["ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي"]
const shortestStem = 3

export function isArabic(word: string): boolean {
  return arabicLetter.test(word)
}

export function withoutArticle(word: string): string {
  for (const article of articles) {
    if (word.startsWith(article) && word.length >= article.length + shortestWithoutArticle)
      return word.slice(article.length)
  }
  return word
}

/** Takes off plural, feminine and adjective endings, each once, as the light10 stemmer does. */
export function stemArabic(word: string): string {
  let stem = word
  for (const ending of endings) {
    if (stem.length >= ending.length + shortestStem && stem.endsWith(ending)) stem = stem.slice(0, -ending.length)
  }
  return stem
}
