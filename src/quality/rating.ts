import { maxPoints } from "./measures.ts"

/** MQA's four words. */
export const ratings = ["excellent", "good", "sufficient", "bad"] as const
export type RatingWord = (typeof ratings)[number]

export interface Rating {
  readonly rating: RatingWord
  /** The same on the scale of five dots, in halves. */
  readonly dots: number
}

/** Least points of each word. */
export const ratingFrom: Readonly<Record<RatingWord, number>> = { excellent: 351, good: 221, sufficient: 121, bad: 0 }

export function ratingOf(points: number): Rating {
  const rating = ratings.find((word) => points >= ratingFrom[word]) ?? "bad"
  return { rating, dots: Math.round((points / maxPoints) * 10) / 2 }
}
