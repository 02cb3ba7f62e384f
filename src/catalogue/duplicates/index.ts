export {
  countOpenPairs,
  type DuplicatePair,
  type DuplicateSign,
  duplicateSigns,
  openPairs,
  type PairCursor,
} from "./duplicate-store.ts"
export { findNextDuplicates, followDuplicates } from "./find-duplicates.ts"
export { type JoinStep, joinDatasets, keepApart } from "./join-datasets.ts"
