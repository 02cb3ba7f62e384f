import { DocumentBits } from "../segment/documents.ts"

/** Working memory of one evaluation at a time, as long as the longest level, so that a query allocates next to nothing. */
export class Scratch {
  /** The hits so far, ascending, and their scores. */
  readonly documents: Uint32Array
  readonly scores: Uint32Array
  /** What each hit gains by the clause at hand; 0 when it does not match. */
  readonly gains: Uint32Array
  /** Per document; always zero between uses. */
  readonly sums: Uint32Array
  /** Always empty between uses. */
  readonly bits: DocumentBits
  readonly failures: Uint8Array
  readonly failed: Uint8Array
  /** A second list of documents: those that fail one filter. */
  readonly near: Uint32Array
  /** Column words of the hits being counted. */
  readonly words: Uint32Array
  readonly keys: Float64Array

  constructor(documents: number) {
    this.documents = new Uint32Array(documents)
    this.scores = new Uint32Array(documents)
    this.gains = new Uint32Array(documents)
    this.sums = new Uint32Array(documents)
    this.bits = new DocumentBits(documents)
    this.failures = new Uint8Array(documents)
    this.failed = new Uint8Array(documents)
    this.near = new Uint32Array(documents)
    this.words = new Uint32Array(documents)
    this.keys = new Float64Array(documents)
  }
}
