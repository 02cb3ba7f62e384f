/** The options of a kind of source as a form may ask for them; made from the connector's own schema. */
import { z } from "zod"
import type { ConnectorKind } from "./connector.ts"
import { connectorFor } from "./connectors/index.ts"

export interface ConnectorOption {
  readonly name: string
  readonly type: "number" | "boolean" | "text"
  readonly default?: string | number | boolean
  /** The words that a text may be, where it is one of a few. */
  readonly choices?: readonly string[]
}

interface Property {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly default?: ConnectorOption["default"]
}

export function optionsOfKind(kind: ConnectorKind): ConnectorOption[] {
  const { properties = {} } = z.toJSONSchema(connectorFor(kind).configSchema, { io: "input", unrepresentable: "any" })
  return Object.entries(properties as Readonly<Record<string, Property>>).map(([name, property]) => ({
    name,
    type: property.type === "boolean" ? "boolean" : property.type === "string" ? "text" : "number",
    ...(property.default === undefined ? {} : { default: property.default }),
    ...(property.enum ? { choices: property.enum } : {}),
  }))
}

/** What a form says of them: an empty field is an absent option, a box that is not ticked says no. */
export function optionsFromTexts(
  kind: ConnectorKind,
  textFor: (name: string) => string | undefined,
): Record<string, unknown> {
  const entries = optionsOfKind(kind).flatMap(({ name, type }): [string, unknown][] => {
    const text = textFor(name)?.trim() ?? ""
    if (type === "boolean") return [[name, text !== ""]]
    if (text === "") return []
    return [[name, type === "number" ? Number(text) : text]]
  })
  return Object.fromEntries(entries)
}
