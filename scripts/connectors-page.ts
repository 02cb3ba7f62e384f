// Usage: node --import tsx scripts/connectors-page.ts
// Writes docs/reference/connectors.md from the connectors themselves.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"
import { root } from "../src/config.ts"
import { allConnectors } from "../src/harvest/index.ts"

export const connectorsPagePath = join(root, "docs/reference/connectors.md")

export function connectorsPage(): string {
  return [
    "<!-- Made by scripts/connectors-page.ts from src/harvest/connectors; edit there. -->",
    "# Kinds of portals",
    "",
    'What `--kind` of `harvest add` may be. Options are given as JSON: `--options \'{"language":"fr"}\'`.',
    "",
    ...allConnectors.flatMap(({ kind, describe, configSchema }) => [
      `## ${kind}`,
      "",
      describe,
      "",
      "| option | type | default | meaning |",
      "| --- | --- | --- | --- |",
      ...optionLines(configSchema),
      "",
    ]),
  ].join("\n")
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, { type?: string; default?: unknown; description?: string }>>
}

function optionLines(schema: z.ZodType): string[] {
  const { properties = {} } = z.toJSONSchema(schema, { io: "input", unrepresentable: "any" }) as JsonSchema
  return Object.entries(properties).map(([name, one]) => {
    const standard = one.default === undefined ? "none" : `\`${JSON.stringify(one.default)}\``
    return `| \`${name}\` | ${one.type ?? "text"} | ${standard} | ${one.description ?? ""} |`
  })
}

if (process.argv[1] === import.meta.filename) writeFileSync(connectorsPagePath, connectorsPage())
