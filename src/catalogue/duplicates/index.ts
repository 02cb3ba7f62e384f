export { assertAsked, bodiesAskedFor } from "./duplicate-policy.ts"
export {
  countOpenPairs,
  type DuplicatePair,
  type DuplicateSign,
  duplicateSigns,
  inSpeakingOrder,
  openPairs,
  type PairCursor,
  type PairLookup,
  pairBetween,
} from "./duplicate-store.ts"
export { findNextDuplicates, followDuplicates } from "./find-duplicates.ts"
export { type JoinStep, joinDatasets, keepApart } from "./join-datasets.ts"
export { type JoinedDataset, joinsOf } from "./joined-store.ts"
export { recordPages } from "./record-pages.ts"
