/** Something that the operator can act on: told as it is, without a stack; the command ends with 1. */
export class OperatorError extends Error {
  override readonly name: string = "OperatorError"
}
