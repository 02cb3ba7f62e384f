// Usage: node --import tsx scripts/commands-page.ts
// Writes docs/reference/commands.md from the table in src/cli/commands.ts.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import type { Command, OptionSpec } from "../src/cli/command.ts"
import { commands } from "../src/cli/commands.ts"
import { usageLine } from "../src/cli/parse-command-line.ts"
import { root } from "../src/config.ts"

export const commandsPagePath = join(root, "docs/reference/commands.md")

export function commandsPage(): string {
  return [
    "# Commands",
    "",
    "<!-- Made by scripts/commands-page.ts from src/cli/commands.ts; edit there. -->",
    "",
    "`./fihrist COMMAND` at the root of the checkout installs and builds what is missing, then runs the command.",
    "`./fihrist --help` lists the commands, `./fihrist COMMAND --help` the options of one, `./fihrist version` tells the version.",
    "",
    "A command ends with 0 when it is done, 1 when it failed, 2 when it or a [setting](settings.md) was not understood. Results",
    "go to standard output, everything else to standard error. With `--json`, standard output is one JSON document.",
    "",
    "Every command takes `--data DIR`, the folder of the instance (else `FIHRIST_DATA`, else `var/portal`, and `var/demo` for",
    "`demo`). `start` and `demo` hold the instance while they run. The others work beside them on the same database, or start it",
    "for as long as they need it.",
    "",
    ...commands.filter(({ internal }) => !internal).flatMap(section),
  ].join("\n")
}

function section(command: Command): string[] {
  const options = Object.entries(command.options ?? {}).map(optionLine)
  return [
    `## ${command.name}`,
    "",
    command.summary,
    "",
    "```sh",
    usageLine(command).replace("Usage: ", ""),
    "```",
    "",
    ...(options.length > 0 ? [...options, ""] : []),
  ]
}

function optionLine([name, spec]: [string, OptionSpec]): string {
  const value = spec.type === "string" ? ` ${spec.value ?? name.toUpperCase()}` : ""
  const choices = spec.choices ? ` One of ${spec.choices.map((choice) => `\`${choice}\``).join(", ")}.` : ""
  const required = spec.required ? " Obligatory." : ""
  return `- \`--${name}${value}\`: ${spec.help}${choices}${required}`
}

if (process.argv[1] === import.meta.filename) writeFileSync(commandsPagePath, commandsPage())
