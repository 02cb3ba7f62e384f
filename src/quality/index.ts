/**
 * Quality of metadata by MQA, the method of data.europa.eu: 23 measures, 405 points. A *measure* is met or not; an *action*
 * is what somebody can do about those that are not. Points are made from the dataset whenever they are shown; what lists
 * over many datasets need is kept in a table that follows the change log.
 */
export { type ActionCode, actionCodes, actionFor, actionsOf, type QualityAction } from "./actions.ts"
export { keepQualityCurrent, type QualityFollower } from "./keep-current.ts"
export { type DimensionResult, type MeasureResult, measureQuality, type Quality } from "./measure-quality.ts"
export {
  type Dimension,
  dimensions,
  type MeasureCode,
  maxPoints,
  measures,
  type QualityFile,
  type QualityInput,
} from "./measures.ts"
export {
  averageQuality,
  hasLowQuality,
  helpedBy,
  type QualityGain,
  type QualitySummary,
  qualityGains,
  type StoredQuality,
} from "./quality-store.ts"
export { type Rating, type RatingWord, ratingFrom, ratings } from "./rating.ts"
