import { type ParseArgsConfig, parseArgs } from "node:util"
import { type Command, type OptionSpec, UsageError } from "./command.ts"
import { nearest } from "./nearest.ts"

export type ParsedLine =
  | { readonly kind: "help"; readonly command?: Command }
  | { readonly kind: "version" }
  | {
      readonly kind: "run"
      readonly command: Command
      readonly options: Readonly<Record<string, string | boolean | undefined>>
      readonly positionals: readonly string[]
    }

/** Options that every command takes. */
export const commonOptions: Readonly<Record<string, OptionSpec>> = {
  data: { type: "string", value: "DIR", setting: "FIHRIST_DATA", help: "Folder of the instance (else FIHRIST_DATA)." },
  help: { type: "boolean", help: "Show this." },
}

export function parseCommandLine(args: readonly string[], commands: readonly Command[]): ParsedLine {
  const [first = "help", second] = args
  if (["help", "--help", "-h"].includes(first)) return { kind: "help" }
  if (["version", "--version"].includes(first)) return { kind: "version" }
  const command =
    commands.find(({ name }) => name === `${first} ${second}`) ?? commands.find(({ name }) => name === first)
  if (!command) throw unknownCommand(args, commands)
  const { values, positionals } = parseOptions(args.slice(command.name.split(" ").length), command)
  if (values.help) return { kind: "help", command }
  refuseBadOptions(values, command)
  refuseBadPositionals(positionals, command)
  return { kind: "run", command, options: values, positionals }
}

function parseOptions(args: readonly string[], command: Command) {
  const options = { ...commonOptions, ...command.options }
  refuseUnknownOptions(args, Object.keys(options), command)
  const types = Object.entries(options).map(([name, { type }]) => [name, { type }])
  const config: ParseArgsConfig = { args: [...args], options: Object.fromEntries(types), allowPositionals: true }
  try {
    const { values, positionals } = parseArgs(config)
    return { values: values as Record<string, string | boolean | undefined>, positionals }
  } catch (error) {
    throw new UsageError(`${(error as Error).message.split(". ")[0]}\n${usageLine(command)}`)
  }
}

function refuseUnknownOptions(args: readonly string[], known: readonly string[], command: Command): void {
  const end = args.indexOf("--")
  for (const arg of end < 0 ? args : args.slice(0, end)) {
    const name = /^--([^=]+)/.exec(arg)?.[1]
    if (name === undefined || known.includes(name)) continue
    const guess = nearest(name, known)
    throw new UsageError(
      `Unknown option --${name} of "${command.name}".${guess ? ` Did you mean --${guess}?` : ""}\n${usageLine(command)}`,
    )
  }
}

function refuseBadOptions(values: Readonly<Record<string, unknown>>, command: Command): void {
  for (const [name, spec] of Object.entries(command.options ?? {})) {
    const value = values[name]
    if (spec.required && (value === undefined || value === "")) {
      throw new UsageError(`--${name} is missing.\n${usageLine(command)}`)
    }
    if (spec.choices && typeof value === "string" && !spec.choices.includes(value)) {
      throw new UsageError(`--${name} is ${JSON.stringify(value)}: expected one of ${spec.choices.join(", ")}.`)
    }
  }
}

function refuseBadPositionals(given: readonly string[], command: Command): void {
  const expected = command.positionals ?? []
  const least = expected.filter((name) => !name.startsWith("[")).length
  const most = expected.some((name) => name.includes("…")) ? Number.POSITIVE_INFINITY : expected.length
  if (given.length < least) throw new UsageError(`${expected[given.length]} is missing.\n${usageLine(command)}`)
  if (given.length > most)
    throw new UsageError(`Unexpected argument ${JSON.stringify(given[most])}.\n${usageLine(command)}`)
}

function unknownCommand(args: readonly string[], commands: readonly Command[]): UsageError {
  const names = commands.filter(({ internal }) => !internal).map(({ name }) => name)
  const [first = "", second = ""] = args
  const ofGroup = names.filter((name) => name.startsWith(`${first} `))
  if (ofGroup.length > 0) return new UsageError(`"${first}" needs one of: ${ofGroup.join(", ")}.`)
  const guess = nearest(`${first} ${second}`.trim(), names) ?? nearest(first, names)
  return new UsageError(
    `Unknown command ${JSON.stringify(first)}.${guess ? ` Did you mean "${guess}"?` : ""} "./fihrist --help" lists all.`,
  )
}

/** `Usage: ./fihrist harvest run ID [--dry-run] [--json] [--data DIR]`. */
export function usageLine(command: Command): string {
  const { data } = commonOptions
  const options = Object.entries({ ...command.options, data: data! }).map(([name, spec]) => {
    const text =
      spec.type === "string" ? `--${name} ${spec.choices?.join("|") ?? spec.value ?? name.toUpperCase()}` : `--${name}`
    return spec.required ? text : `[${text}]`
  })
  return `Usage: ./fihrist ${[command.name, ...(command.positionals ?? []), ...options].join(" ")}`
}
