/**
 * From text to tokens, for Arabic, French and English in one token space: `fold` gives the spelling compared, a token has
 * its term (folded, without article or elision) and its stem (lightly cut further).
 */
export { isArabic, withoutArticle } from "./arabic.ts"
export { fold, foldedKey } from "./fold.ts"
export { scanWords } from "./scan-words.ts"
export { longestText, stemOf, type Token, termsOfWord, tokensOf } from "./tokens.ts"
