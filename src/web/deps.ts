import type { ComponentChildren } from "preact"
import type { AccountDeps, Provider } from "../accounts/index.ts"
import type { Attribution } from "../catalogue/index.ts"
import type { EditorialCache } from "../editorial/index.ts"
import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { BlobStore } from "../platform/files/index.ts"
import type { Log } from "../platform/log.ts"
import type { Uploads } from "../platform/uploads/index.ts"
import type { SearchIndex } from "../search/index.ts"
import type { QueryEngine } from "../tabular/index.ts"
import type { Language, LocalisedText } from "../texts/index.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import type { DemoAccount } from "./account/gate/demo-accounts.tsx"
import type { Assets } from "./assets.ts"
import type { Sessions } from "./session/sessions.ts"

/** What the website works with. */
export interface WebDeps {
  readonly db: Db
  readonly search: SearchIndex
  /** The lists as they are now: administrators may edit them while we run. */
  readonly vocabularies: () => Vocabularies
  readonly clock: Clock
  /** Without a slash at its end. */
  readonly baseUrl: string
  readonly log: Log
  readonly siteName: LocalisedText
  readonly demo: boolean
  readonly attributions?: readonly Attribution[] | undefined
  readonly assets: Assets
  /** For first rows of files at their hosts. */
  readonly fetch: FetchGuarded
  /** What the use cases of accounts work with. */
  readonly accounts: AccountDeps
  readonly sessions: Sessions
  /** The bytes of our own files. */
  readonly blobs: BlobStore
  readonly uploads: Uploads
  /** Answers questions to tables. */
  readonly engine: QueryEngine
  /** Where people may sign in beside here, and how the button calls it. */
  readonly singleSignOn?: { readonly provider: Provider; readonly name: string } | undefined
  /** Accounts of a demo, shown where one signs in. */
  readonly demoAccounts?: readonly DemoAccount[] | undefined
  /** What the portal says of itself: settings, announcements, pages. */
  readonly editorial: EditorialCache
  /** Of the disk that the portal writes to, in bytes. */
  readonly diskSpace?: (() => Promise<{ readonly free: number; readonly size: number }>) | undefined
  /** The reference of the interfaces for programs, which are another way in: their own view of themselves. */
  readonly apiReference: (language: Language) => ComponentChildren
}
