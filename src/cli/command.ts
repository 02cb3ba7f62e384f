import type { Config } from "../config.ts"
import { OperatorError } from "../platform/operator-error.ts"

/** One command of `./fihrist`. The table is light: `load` imports the work only when the command runs. */
export interface Command {
  /** One or two words: `start`, `harvest run`. */
  readonly name: string
  /** What it does, in one line that follows the name in `--help`. */
  readonly summary: string
  /** Positional arguments as the usage line shows them; `[optional]`, `FILE…` for several. */
  readonly positionals?: readonly string[]
  readonly options?: Readonly<Record<string, OptionSpec>>
  /** Started by other commands, never shown in `--help`. */
  readonly internal?: boolean
  readonly load: () => Promise<CommandRun>
}

export interface OptionSpec {
  readonly type: "string" | "boolean"
  readonly help: string
  /** The word that stands for the value in the usage line; the option's own name in capitals when absent. */
  readonly value?: string
  readonly required?: boolean
  /** The only values accepted. */
  readonly choices?: readonly string[]
  /** The setting that this option overrides for one call. */
  readonly setting?: string
}

/** Answers the exit code: 0 done, 1 failed. A `UsageError` becomes 2, any other error 1. */
export type CommandRun = (call: Call) => Promise<number>

export interface Call {
  readonly config: Config
  readonly options: Readonly<Record<string, string | boolean | undefined>>
  readonly positionals: readonly string[]
}

/** The command line or a setting is wrong; told in one message, exit 2. */
export class UsageError extends Error {
  override readonly name = "UsageError"
}

/** The command cannot be done for a reason that the operator can act on; told without a stack, exit 1. */
export class CommandFailed extends OperatorError {
  override readonly name = "CommandFailed"
}
