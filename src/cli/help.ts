import type { Command, OptionSpec } from "./command.ts"
import { commonOptions, usageLine } from "./parse-command-line.ts"

export function helpOfAll(commands: readonly Command[]): string {
  const shown = commands.filter(({ internal }) => !internal)
  return [
    "Fihrist, a national open data portal.",
    "",
    "Usage: ./fihrist COMMAND [OPTIONS]",
    "",
    ...columns(shown.map(({ name, positionals = [], summary }) => [[name, ...positionals].join(" "), summary])),
    "",
    '"./fihrist COMMAND --help" tells more. Settings come from the environment: docs/reference/settings.md.',
    "",
  ].join("\n")
}

export function helpOf(command: Command): string {
  const options = Object.entries({ ...command.options, ...commonOptions })
  return [usageLine(command), "", command.summary, "", ...columns(options.map(optionLine)), ""].join("\n")
}

function optionLine([name, spec]: [string, OptionSpec]): [string, string] {
  const value = spec.type === "string" ? ` ${spec.value ?? name.toUpperCase()}` : ""
  const choices = spec.choices ? ` One of ${spec.choices.join(", ")}.` : ""
  return [`--${name}${value}`, `${spec.help}${choices}`]
}

function columns(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.max(...rows.map(([left]) => left.length))
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`)
}
