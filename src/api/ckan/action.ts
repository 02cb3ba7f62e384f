import type { ApiDeps } from "../deps.ts"
import type { Params } from "./params.ts"

/** One action of the Action API. All of ours read. */
export interface Action {
  /** What `help_show` answers, and the reference page. */
  readonly help: string
  run(params: Params, deps: ApiDeps): Promise<unknown>
}

export type Actions = Readonly<Record<string, Action>>
