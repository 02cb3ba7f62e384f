import type { Client } from "../../accounts/index.ts"
import type { DoneCode, Language } from "../../texts/index.ts"
import type { WebContext } from "../context.ts"
import type { PrivateAnswer } from "../forms/send-answer.ts"
import type { Page } from "../page.ts"
import type { Viewer } from "../session/viewer.ts"

/** A page that also says what was just done. */
export interface AccountPage extends Page {
  readonly done?: DoneCode | undefined
}

/** One request for a page of signing in or of one's own account. */
export interface OpenVisit {
  readonly language: Language
  readonly page: AccountPage
  readonly viewer?: Viewer | undefined
  readonly now: Date
  readonly query: URLSearchParams
  /** What was posted; empty for GET. */
  readonly form: URLSearchParams
  readonly client: Client
  /** The token of the cookie that came along, whatever it is worth. */
  readonly token?: string | undefined
  /** What the page before wanted to be shown once. */
  readonly shownOnce?: string | undefined
}

/** The same of somebody who is signed in. */
export interface OwnVisit extends OpenVisit {
  readonly page: AccountPage & { readonly viewer: Viewer }
  readonly viewer: Viewer
}

/** Beside the answer: the session that begins or ends with it, and what the next page shows once. */
export type AccountAnswer = PrivateAnswer & {
  readonly session?: { readonly token: string; readonly expiresAt: Date } | "ended"
  readonly showOnce?: string
}

type Handler<Visit> = (context: WebContext, visit: Visit) => Promise<AccountAnswer>

/** An address behind the language. */
export interface AccountRoute<Visit> {
  readonly path: string
  readonly get?: Handler<Visit>
  readonly post?: Handler<Visit>
}

export type OwnHandler = Handler<OwnVisit>
export type OpenRoute = AccountRoute<OpenVisit>
export type OwnRoute = AccountRoute<OwnVisit>
