import type { Change, Head } from "../../platform/changes/index.ts"
import type { SearchDocument } from "../search-index.ts"

/** Where the indexer reads: the catalogue in PostgreSQL, or arrays in a test. */
export interface DocumentSource {
  head(): Promise<Head>
  /** Raised to ask every node for a rebuild. */
  generation(): Promise<number>
  changesAfter(
    position: number,
    limit: number,
  ): Promise<readonly Pick<Change, "position" | "entity" | "entityId" | "kind">[]>
  /** Documents of those among the datasets that are to be found; the others are gone from the index. */
  documentsOf(ids: readonly string[]): Promise<readonly SearchDocument[]>
  /** All of them, in batches. */
  allDocuments(): AsyncIterable<readonly SearchDocument[]>
  datasetsOfOrganization(id: string): Promise<readonly string[]>
  /** Labels of themes, licences or places have changed. */
  forgetVocabularies(): void
}
