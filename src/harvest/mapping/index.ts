export { assertKnownCodes } from "./known-codes.ts"
export { mapRecord } from "./map-record.ts"
export { mappedVocabularies } from "./mapped-vocabularies.ts"
export {
  droppableFields,
  filterFields,
  type RecordFilter,
  type SourceMapping,
  sourceMappingSchema,
} from "./source-mapping.ts"
