/** A file of our own as the portal knows it; its bytes lie in the blob store under `sha256`. */
export interface StoredFile {
  readonly id: string
  /** Account id, or `system`. */
  readonly owner: string
  /** Cleaned: never a path, no invisible characters. */
  readonly name: string
  readonly byteSize: number
  readonly sha256: string
  /** By its first bytes. */
  readonly mediaType: string
  /** As the sender called it. */
  readonly declaredType?: string
  /** What the look inside found; absent until then. */
  readonly facts?: Readonly<Record<string, unknown>>
  readonly warnings: readonly PersonalDataSign[]
  readonly answer?: WarningAnswer
  readonly inspectedAt?: Date
  readonly createdAt: Date
}

/** Values that look personal, by column: which kind, and how many of them. Never the values themselves. */
export interface PersonalDataSign {
  readonly column: string
  readonly kind: string
  readonly count: number
}

/** `none`: a person looked, and they are not personal data; `lawful`: they are, and the law has them published. */
export interface WarningAnswer {
  readonly by: string
  /** ISO timestamp. */
  readonly at: string
  readonly answer: "none" | "lawful"
  readonly note?: string
}

/** Signs of personal data that nobody has answered: the file is not published until somebody does. */
export function hasOpenWarnings({ warnings, answer }: StoredFile): boolean {
  return warnings.length > 0 && answer === undefined
}
