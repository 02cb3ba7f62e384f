/** What the doctor saw. */
export interface Finding {
  readonly level: "ok" | "note" | "problem"
  readonly subject: string
  readonly text: string
}
