import type { Actor } from "../../platform/actor.ts"
import type { StoredFile } from "../../platform/uploads/index.ts"
import type { ApiDeps } from "../deps.ts"
import type { Params } from "./params.ts"

/** One action of the Action API. */
export interface Action {
  /** What `help_show` answers, and the reference page. */
  readonly help: string
  /** It changes something: it wants a token, and comes by POST. */
  readonly writes?: true
  run(params: Params, deps: ApiDeps, call: Call): Promise<unknown>
}

export type Actions = Readonly<Record<string, Action>>

/** Who calls, and what came along. */
export interface Call {
  /** Anonymous without a token. */
  readonly caller: Actor
  /** The file of a form's field `upload`. */
  readonly upload?: StoredFile
}
