import type { Account, Session } from "../../accounts/index.ts"
import type { Actor } from "../../platform/actor.ts"

/** Who is signed in, read once for each request that brings a session cookie. */
export interface Viewer {
  readonly actor: Actor
  readonly account: Account
  readonly session: Session
  /** An administrator who has yet to set up a second factor; `actor` has no such role until then. */
  readonly needsSecondFactor: boolean
  /** What every form of this page posts as `csrf`. */
  readonly csrf: string
}
