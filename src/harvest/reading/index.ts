/**
 * How what a source wrote is read: pure functions from any JSON value to a clean value of `DatasetFacts`, or to nothing and a
 * `Problem` pushed on the record's list. None throws, whatever it is given. Connectors of all kinds share them.
 */
export { cleanLine, cleanText, cutAt, isPlaceholder } from "./clean-text.ts"
export { guessLanguage, isArabicScript, languageOfText } from "./guess-language.ts"
export { languageOfRecord } from "./language-of-record.ts"
export { problem, tellTooMany } from "./problem.ts"
export { addressesIn, isPermanentAddress, readAddresses } from "./read-addresses.ts"
export { readContact } from "./read-contact.ts"
export { dateFrom, readDate, utcSecond } from "./read-date.ts"
export { askSource, jsonIn, type SourceAnswer, stopFor, stopped } from "./read-json.ts"
export { KeywordCollection, readKeywords } from "./read-keywords.ts"
export { languageTag, readLanguages } from "./read-language.ts"
export { readBounds, readPeriod } from "./read-period.ts"
export { placeNamed, readBox, readPlace } from "./read-place.ts"
export { bytesFrom, readByteSize } from "./read-size.ts"
export { readLocalised, readText } from "./read-text.ts"
export { readUrl } from "./read-url.ts"
export {
  accessRightsFrom,
  type FormatRead,
  isWayIn,
  type RecordContext,
  readFormat,
  readFrequency,
  readLicence,
  readStandards,
  readThemes,
  type ThemesRead,
} from "./read-vocabulary.ts"
export { childrenNamed, elementAt, elementsAt, parseXml, wholeText, type XmlElement, xmlIn } from "./read-xml.ts"
export {
  compact,
  countFrom,
  distinct,
  idFrom,
  isBlank,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  textOf,
  unlessEmpty,
  unpackJson,
} from "./values.ts"
export { xmlText } from "./write-xml.ts"
