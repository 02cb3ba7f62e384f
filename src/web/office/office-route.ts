import type { FastifyRequest } from "fastify"
import type { DoneCode, Language } from "../../texts/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { WebContext } from "../context.ts"
import type { PrivateAnswer } from "../forms/send-answer.ts"
import type { Page } from "../page.ts"
import type { Viewer } from "../session/viewer.ts"

export type { Viewer } from "../session/viewer.ts"

/** What handlers of the office share. */
export interface OfficeContext extends WebContext {
  /** What fills the side navigation, in the order of its modules. */
  readonly navigation: readonly OfficeNavigation[]
}

/** A page of somebody who is signed in, with the ways that are open to them. */
export interface OfficePage extends Page {
  readonly viewer: Viewer
  readonly navigation: readonly NavigationEntry[]
  /** What was just done, from `?done=` in the address. */
  readonly done?: DoneCode | undefined
}

/** One request of one person. */
export interface Visit {
  readonly language: Language
  readonly page: OfficePage
  readonly viewer: Viewer
  readonly vocabularies: Vocabularies
  readonly now: Date
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** What was posted; empty for GET. */
  readonly form: URLSearchParams
  readonly wantsJson: boolean
  readonly request: FastifyRequest
}

export type OfficeAnswer = PrivateAnswer

export type OfficeHandler = (context: OfficeContext, visit: Visit) => Promise<OfficeAnswer>

export interface OfficeRoute {
  /** Behind `/{language}/office`: "/datasets/:id/edit". */
  readonly path: string
  readonly get?: OfficeHandler
  readonly post?: OfficeHandler
  /** The handler reads the request itself; `form` is empty. */
  readonly multipart?: true
  readonly administrators?: true
  /** What is posted is done to people: somebody who proved long ago who she is proves it again. */
  readonly proof?: true
}

export interface NavigationEntry {
  readonly group: NavigationGroup
  readonly href: string
  readonly label: string
  /** How much waits there; nothing is shown for none. */
  readonly count?: number | undefined
  /** Marks a count that should worry. */
  readonly urgent?: boolean
}

export type NavigationGroup = "desk" | "publish" | "talk" | "body" | "portal"

/** Entries of one module in the side navigation, as far as they are open to the viewer. */
export type OfficeNavigation = (
  context: WebContext,
  viewer: Viewer,
  language: Language,
) => Promise<readonly NavigationEntry[]>
