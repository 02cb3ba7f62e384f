/** Codes of OAI-PMH 2.0 §3.6 that we have a use for. */
export type OaiErrorCode =
  | "badArgument"
  | "badResumptionToken"
  | "badVerb"
  | "cannotDisseminateFormat"
  | "idDoesNotExist"
  | "noRecordsMatch"

/** What the protocol answers with status 200. Its message is for the programmer of the other side. */
export class OaiError extends Error {
  readonly code: OaiErrorCode

  constructor(code: OaiErrorCode, message: string) {
    super(message)
    this.name = "OaiError"
    this.code = code
  }
}
