import { readFile } from "node:fs/promises"
import { join } from "node:path"
import { type Call, type Command, UsageError } from "./cli/command.ts"
import { commands } from "./cli/commands.ts"
import { helpOf, helpOfAll } from "./cli/help.ts"
import { commonOptions, type ParsedLine, parseCommandLine } from "./cli/parse-command-line.ts"
import { BadSetting, type Config, type Override, readConfig, root, unheededSettings } from "./config.ts"
import { OperatorError } from "./platform/operator-error.ts"
import { Refusal } from "./platform/refusal.ts"

type Line = ParsedLine & { kind: "run" }

/** Runs one command line; answers the exit code: 0 done, 1 failed, 2 usage. */
async function main(args: readonly string[]): Promise<number> {
  try {
    const line = parseCommandLine(args, commands)
    if (line.kind === "help") return print(line.command ? helpOf(line.command) : helpOfAll(commands))
    if (line.kind === "version") return print(`${await version()}\n`)
    const run = await line.command.load()
    return await run(callOf(line))
  } catch (error) {
    return report(error)
  }
}

/** The settings are read when the command asks for them: `check` and `test` run whatever the environment holds. */
function callOf({ command, options, positionals }: Line): Call {
  let config: Config | undefined
  return {
    options,
    positionals,
    get config() {
      if (!config && !command.internal) for (const line of unheededSettings(process.env)) console.error(line)
      config ??= configFor(command, options)
      return config
    },
  }
}

function configFor(command: Command, options: Line["options"]): Config {
  const overrides: Record<string, Override> = {}
  for (const [name, { setting }] of Object.entries({ ...commonOptions, ...command.options })) {
    const value = options[name]
    if (setting && typeof value === "string") overrides[setting] = { value, saidAs: `--${name}` }
  }
  return readConfig(process.env, overrides)
}

function print(text: string): number {
  process.stdout.write(text)
  return 0
}

async function version(): Promise<string> {
  return JSON.parse(await readFile(join(root, "package.json"), "utf8")).version
}

/** What the machine refuses (a full disk, a closed folder) says it well enough; everything else is a bug and shows its stack. */
function isForOperator(error: unknown): error is Error {
  if (error instanceof OperatorError || error instanceof Refusal) return true
  const codes = [
    "ENOSPC",
    "EDQUOT",
    "EACCES",
    "EPERM",
    "EROFS",
    "ENOTDIR",
    "EEXIST",
    "EISDIR",
    "EMFILE",
    "EADDRINUSE",
    "EADDRNOTAVAIL",
  ]
  return error instanceof Error && "code" in error && codes.includes(String(error.code))
}

function report(error: unknown): number {
  if (error instanceof UsageError || error instanceof BadSetting) {
    console.error(error.message)
    return 2
  }
  console.error(isForOperator(error) ? error.message : error)
  return 1
}

// The code is set rather than exited with, so that output still in a pipe is written; what keeps the process alive after a
// command is a leak to be found.
process.exitCode = await main(process.argv.slice(2))
