import type { FastifyRequest } from "fastify"
import type { AccountDeps } from "../accounts/index.ts"
import type { Dataset } from "../catalogue/index.ts"
import type { Actor } from "../platform/actor.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { BlobStore } from "../platform/files/index.ts"
import type { Log } from "../platform/log.ts"
import type { Uploads } from "../platform/uploads/index.ts"
import type { SearchIndex } from "../search/index.ts"
import type { QueryEngine } from "../tabular/index.ts"
import type { LocalisedText } from "../texts/index.ts"
import type { Vocabularies } from "../vocabulary/index.ts"

/** What the interfaces for programs work with. */
export interface ApiDeps {
  readonly db: Db
  /** Datasets by id, kept in memory until they change: lists show the same ones again and again. */
  readonly datasets: { byIds(ids: readonly string[]): Promise<Dataset[]> }
  readonly search: SearchIndex
  /** Whose token, or session with its proof, came with a request; refuses one that is unknown, expired or withdrawn. */
  readonly callerOf: (request: FastifyRequest) => Promise<Actor | undefined>
  /** Files that come with a form. */
  readonly uploads: Uploads
  /** Bytes of files that have arrived. */
  readonly blobs: BlobStore
  /** Answers questions to tables. */
  readonly engine: QueryEngine
  readonly accounts: AccountDeps
  /** The lists as they are now: administrators may edit them while we run. */
  readonly vocabularies: () => Vocabularies
  readonly clock: Clock
  readonly baseUrl: string
  readonly log: Log
  readonly siteName: LocalisedText
  readonly version: string
}
