/** What a listing says of one entry. */
export interface ListedEntry {
  readonly url: URL
  readonly isFolder: boolean
  /** ISO 8601, as far as the listing says. */
  readonly modified?: string
  readonly byteSize?: number
}

export interface ListedFile extends Omit<ListedEntry, "isFolder"> {
  /** Names of the folders from the start folder down, then of the file, readable. */
  readonly path: readonly string[]
}
