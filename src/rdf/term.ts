/** One value of a statement. `value` is the IRI, the label of the blank node (`_:…`) or the text of the literal. */
export interface RdfTerm {
  readonly kind: "iri" | "blank" | "literal"
  readonly value: string
  /** Language tag, lower case. */
  readonly language?: string
  /** Datatype IRI when it is not plain text. */
  readonly datatype?: string
}

/** What a parser reports: the subject as an IRI or `_:label`. */
export interface RdfStatement {
  readonly subject: string
  readonly predicate: string
  readonly object: RdfTerm
}

/** Something repaired while reading; `subject` says about which node, where that is known. */
export interface RdfProblem {
  readonly code: "invalid-iri" | "text-beside-resource" | "stray-text" | "bare-ampersand"
  readonly subject?: string
  readonly field?: string
  readonly value?: string
}
