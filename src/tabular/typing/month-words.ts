import { fromConventions, monthNames } from "../../vocabulary/index.ts"

/** Longest first, as alternatives of a pattern. */
export const monthWords = fromConventions(() =>
  monthNames()
    .map(([word]) => word.replace(/[^\p{L}\p{M} ]/gu, "."))
    .sort((a, b) => b.length - a.length)
    .join("|"),
)
