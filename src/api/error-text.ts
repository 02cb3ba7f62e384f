import type { Texts } from "./reader-language.ts"

/** What a code of the catalogue of errors means, in the three languages. `{name}` stands for a value of the refusal. */
export interface ErrorText {
  readonly status: number
  readonly title: Texts
  /** What happened and what to do. */
  readonly detail: Texts
}
