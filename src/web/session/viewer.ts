import type { Actor } from "../../platform/actor.ts"
import type { Language } from "../../texts/index.ts"

/** Who is signed in, read once for each request that brings a session cookie. */
export interface Viewer {
  readonly actor: Actor
  readonly account: ViewerAccount
  readonly session: { readonly id: string }
  /** What every form of this session posts as `csrf`. */
  readonly csrf: string
}

export interface ViewerAccount {
  readonly id: string
  readonly name: string
  readonly email: string
  readonly language: Language
  readonly hasSecondFactor: boolean
}
