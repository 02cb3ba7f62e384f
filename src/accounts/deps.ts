import type { Clock } from "../platform/clock.ts"
import type { Db } from "../platform/db.ts"
import type { NewId } from "../platform/ids.ts"
import type { Language, LocalisedText } from "../texts/index.ts"
import type { SecretBox } from "./secret-box.ts"

/** What the use cases of accounts work with; built once, by those who know the addresses of pages. */
export interface AccountDeps {
  readonly db: Db
  readonly clock: Clock
  readonly newId: NewId
  readonly secrets: SecretBox
  readonly links: AccountLinks
  readonly siteName: LocalisedText
}

/** Absolute addresses of the pages that mails lead to. */
export interface AccountLinks {
  readonly signUp: (token: string, language: Language) => string
  readonly reset: (token: string, language: Language) => string
  readonly emailChange: (token: string, language: Language) => string
  readonly invitation: (token: string, language: Language) => string
  readonly signIn: (language: Language) => string
}
