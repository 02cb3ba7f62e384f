/** From what a person types to clauses with weighted alternatives. */
export { prefixAlternative, stemMark, stemTerm } from "./alternatives.ts"
export { longestQuery, mostClauses, parseQuery } from "./parse-query.ts"
