import {
  type Dimension,
  dimensions,
  judge,
  type Lists,
  type Measure,
  type MeasureCode,
  maxPoints,
  measures,
  type QualityFile,
  type QualityInput,
  type Verdict,
} from "./measures.ts"
import { isMachineReadableToday, isOpenToday } from "./mqa-formats.ts"
import { type Rating, ratingOf } from "./rating.ts"

export interface MeasureResult {
  readonly code: MeasureCode
  readonly dimension: Dimension
  readonly points: number
  readonly max: number
  readonly met: boolean
  /** It depends on a check that was not made yet. */
  readonly unknown?: true
  /** Points to be had by meeting it. */
  readonly gain: number
}

export interface DimensionResult {
  readonly code: Dimension
  readonly points: number
  readonly max: number
}

export interface Quality extends Rating {
  readonly points: number
  readonly max: number
  /** The points if MQA's lists of formats knew those of today (Parquet, GeoPackage…); equal to `points` for most. */
  readonly extendedPoints: number
  readonly dimensions: readonly DimensionResult[]
  readonly measures: readonly MeasureResult[]
  /** The file that was judged: the best one, as MQA does. Its place in the list. */
  readonly bestFile?: number
}

/** Points of a dataset by MQA: its own measures and those of its best file. Pure, and quick enough for every list. */
export function measureQuality(dataset: QualityInput, lists: Lists): Quality {
  const { bestFile, verdicts } = bestVerdicts(dataset, lists)
  const results = measures.map((measure, index) => resultOf(measure, verdicts[index]!))
  const points = sumOf(results)
  return {
    points,
    max: maxPoints,
    extendedPoints:
      points + missedByOldLists(results, bestFile === undefined ? undefined : dataset.distributions[bestFile]),
    ...ratingOf(points),
    dimensions: dimensions.map((code) => dimensionResult(code, results)),
    measures: results,
    ...(bestFile === undefined ? {} : { bestFile }),
  }
}

/** Data comes before its documentation; without data the documentation is all there is to judge. */
function bestVerdicts(dataset: QualityInput, lists: Lists): { bestFile?: number; verdicts: readonly Verdict[] } {
  const onlyDocumentation = dataset.distributions.every(({ documentation }) => documentation)
  let best: { bestFile: number; verdicts: readonly Verdict[]; points: number } | undefined
  for (const [index, file] of dataset.distributions.entries()) {
    if (file.documentation && !onlyDocumentation) continue
    const verdicts = verdictsOf(file, dataset, lists)
    const points = measures.reduce((sum, measure, at) => sum + (verdicts[at] === "met" ? measure.points : 0), 0)
    if (!best || points > best.points) best = { bestFile: index, verdicts, points }
  }
  return best ?? { verdicts: verdictsOf(undefined, dataset, lists) }
}

function verdictsOf(file: QualityFile | undefined, dataset: QualityInput, lists: Lists): Verdict[] {
  return measures.map(({ test }) => {
    if (test.of === "distribution") return judge(test, file, dataset, lists)
    return test.judge(dataset, lists) ? "met" : "unmet"
  })
}

function resultOf({ code, dimension, points }: Measure, verdict: Verdict): MeasureResult {
  const met = verdict === "met"
  const earned = { points: met ? points : 0, max: points, met, gain: met ? 0 : points }
  return { code, dimension, ...earned, ...(verdict === "unknown" ? { unknown: true } : {}) }
}

function dimensionResult(code: Dimension, results: readonly MeasureResult[]): DimensionResult {
  const own = results.filter(({ dimension }) => dimension === code)
  return { code, points: sumOf(own), max: own.reduce((sum, { max }) => sum + max, 0) }
}

function missedByOldLists(results: readonly MeasureResult[], file: QualityFile | undefined): number {
  const unmet = (code: MeasureCode) => results.find((result) => result.code === code)?.gain ?? 0
  return (
    (isOpenToday(file?.format) ? unmet("format-non-proprietary") : 0) +
    (isMachineReadableToday(file?.format) ? unmet("format-machine-readable") : 0)
  )
}

function sumOf(results: readonly { readonly points: number }[]): number {
  return results.reduce((sum, { points }) => sum + points, 0)
}
