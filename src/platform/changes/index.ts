/**
 * The change log: modules hear of each other through it and nothing else. Each change is appended in the transaction that
 * makes it; a consumer keeps its own position and reads on from there.
 */
export {
  appendChanges,
  type Change,
  changeChannel,
  changesOf,
  type Head,
  type NewChange,
  readChanges,
  readHead,
} from "./change-log.ts"
export { type ChangeBell, listenForChanges, workOnChanges } from "./follow-changes.ts"
