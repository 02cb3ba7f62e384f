/**
 * Controlled vocabularies: themes, licences, places, frequencies, file formats, languages. Lists are data (the country
 * pack in `seeds/`, then PostgreSQL); resolvers are pure functions from what a source wrote to a code, or nothing.
 */
export { uuidOfCode } from "./code-id.ts"
export { type Conventions, conventionsFrom } from "./conventions/conventions.ts"
export { conventions, fromConventions, useConventions } from "./conventions/in-force.ts"
export { monthNamed, monthNames } from "./conventions/months.ts"
export { anyShape, wordsIn } from "./conventions/patterns.ts"
export { beginsAsPhone, holdsPhone, isMobileNumber, isWrittenAsPhone } from "./conventions/phones.ts"
export { namedWithLevel, namesLevel, namesPlaces, placeLevels, widestLevel } from "./conventions/place-levels.ts"
export { readConventions } from "./conventions/read-conventions.ts"
export {
  currencyPattern,
  hasThreeDecimals,
  labelOfUnit,
  patternOfUnit,
  unitInHeader,
  unitWritten,
} from "./conventions/units.ts"
export { createVocabularies } from "./create-vocabularies.ts"
export {
  problemsOfEmail,
  problemsOfLine,
  problemsOfName,
  problemsOfPhone,
  problemsOfText,
  problemsOfUrl,
} from "./edit-checks.ts"
export {
  type EditableList,
  type EntryChanges,
  type EntryFields,
  editableLists,
  euThemeCodes,
  licenceKinds,
} from "./edit-entries.ts"
export {
  addEntry,
  EntryNotFound,
  editEntry,
  type ListContext,
  orderEntries,
  retireEntry,
  reviveEntry,
} from "./edit-lists.ts"
export { type EditableEntry, editableEntries } from "./edit-store.ts"
export { fold } from "./fold.ts"
export { followVocabularies } from "./follow-vocabularies.ts"
export { formats } from "./format-table.ts"
export { formatFrom, formatInfo } from "./formats.ts"
export { euFrequencies } from "./frequencies.ts"
export { languageFrom } from "./languages.ts"
export {
  type Code,
  type Frequency,
  inUse,
  type Licence,
  type Place,
  type Theme,
  type Vocabularies,
} from "./vocabularies.ts"
export { loadVocabularies, type SeededLists, seedVocabularies, storeConventions } from "./vocabulary-store.ts"
