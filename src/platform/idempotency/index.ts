/**
 * Writes that may be sent twice: a program that lost the answer sends the same request with the same `Idempotency-Key`, and
 * gets the answer of the first time instead of a second dataset.
 */
export { forgetAnswersJob } from "./jobs.ts"
export { forgetOldAnswers, type Given, once, type Repeatable } from "./once.ts"
