import type { OrganizationRole } from "../platform/actor.ts"
import type { Language } from "../texts/index.ts"

export type AccountState = "active" | "blocked" | "closed"

/** A person as pages and the API may show her to those who may see her. */
export interface Account {
  readonly id: string
  /** Empty when closed. */
  readonly email: string
  readonly name: string
  /** In which mails are written. */
  readonly language: Language
  readonly administrator: boolean
  readonly state: AccountState
  readonly hasPassword: boolean
  readonly hasSecondFactor: boolean
  readonly createdAt: Date
}

export interface Session {
  readonly id: string
  readonly accountId: string
  /** "Firefox, Windows"; empty when unknown. */
  readonly device: string
  readonly network: string
  readonly createdAt: Date
  /** When the person last proved who she is. */
  readonly provedAt: Date
  readonly lastUsedAt: Date
  readonly expiresAt: Date
  readonly csrfSecret: Uint8Array
}

/** What a person is invited as; `administrator` of the whole portal, the others of one organisation. */
export type InvitedRole = OrganizationRole | "administrator"
