/**
 * The three languages of the portal: texts that carry their language, the messages of the interface with the same keys
 * in Arabic, French and English, and the one formatter of dates, numbers and sizes.
 */
export { apart } from "./apart.ts"
export { type Formatter, formatterFor } from "./format.ts"
export { type Direction, directionOf, isLanguage, type Language, languageNames, languages } from "./language.ts"
export { directionOfText, inLanguage, type LocalisedText, localisedText, type ShownText } from "./localised-text.ts"
export * from "./messages/index.ts"
export type { Messages } from "./messages.ts"
export { pageTextToHtml, richTextToHtml, richTextToPlain } from "./rich-text.ts"
