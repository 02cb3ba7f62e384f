/**
 * Parameters of the REST API: each is one definition from which come its check, its type, its line in OpenAPI and its line
 * in the reference page.
 */
import { z } from "zod"
import type { Language } from "../../texts/index.ts"
import { InvalidParameter, UnknownParameter } from "../errors.ts"
import type { Texts } from "../reader-language.ts"
import { type RuleName, ruleTexts } from "./rule-texts.ts"

export interface Parameter<T = unknown> {
  readonly schema: z.ZodType<T>
  /** Its JSON Schema, as OpenAPI shows it. */
  readonly json: Readonly<Record<string, unknown>>
  readonly description: Texts
  readonly repeatable: boolean
  readonly required: boolean
}

export type Parameters = Readonly<Record<string, Parameter>>
export type ValuesOf<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer T> ? T : never }

const maxTextLength = 500
const maxValues = 50

/** A rule of ours that a text breaks; its message comes from `ruleTexts` in the reader's language. */
function broken(rule: RuleName, values: Record<string, string | number> = {}) {
  return { params: { rule, values } }
}

const text = z.string().max(maxTextLength)

export function textParameter(description: Texts): Parameter<string | undefined> {
  return optional(text, { type: "string", maxLength: maxTextLength }, description)
}

export function pathParameter(description: Texts): Parameter<string> {
  const schema = text.min(1)
  return { schema, json: { type: "string" }, description, repeatable: false, required: true }
}

export function repeatableParameter(description: Texts): Parameter<readonly string[]> {
  const several = z.array(text.min(1)).max(maxValues)
  const schema = z.preprocess((value) => (value === undefined ? [] : [value].flat()), several)
  const json = { type: "array", items: { type: "string", maxLength: maxTextLength }, maxItems: maxValues }
  return { schema, json, description, repeatable: true, required: false }
}

export function choiceParameter<T extends string>(choices: readonly T[], description: Texts): Parameter<T | undefined> {
  return optional(z.enum(choices), { type: "string", enum: choices }, description)
}

export function repeatableChoiceParameter<T extends string>(
  choices: readonly T[],
  description: Texts,
): Parameter<readonly T[] | undefined> {
  const several = z.array(z.enum(choices)).max(maxValues)
  const schema = z.preprocess((value) => (value === undefined ? undefined : [value].flat()), several.optional())
  const json = { type: "array", items: { type: "string", enum: choices } }
  return { schema, json, description, repeatable: true, required: false }
}

export function integerParameter(
  { min, max, otherwise }: { min: number; max: number; otherwise: number },
  description: Texts,
): Parameter<number> {
  const schema = z
    .string()
    .refine((value) => /^\d{1,9}$/.test(value) && Number(value) >= min && Number(value) <= max, {
      ...broken("integer-between", { min, max }),
    })
    .transform(Number)
    .default(otherwise)
  const json = { type: "integer", minimum: min, maximum: max, default: otherwise }
  return { schema, json, description, repeatable: false, required: false }
}

const isoMoment = /^\d{4}-\d{2}-\d{2}(?:T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/

/** A date or timestamp of ISO 8601; without a zone it is UTC. Gives milliseconds since 1970. */
export function momentParameter(description: Texts): Parameter<number | undefined> {
  const schema = z
    .string()
    .refine((value) => isoMoment.test(value) && !Number.isNaN(momentFrom(value)), broken("moment"))
    .transform(momentFrom)
  return optional(schema, { type: "string", format: "date-time" }, description)
}

// In a query an unescaped `+` arrives as a space: 10:00 01:00 was 10:00+01:00, and the pattern refuses it.
function momentFrom(value: string): number {
  const zoned = value.length === 10 || /(?:Z|[+-]\d{2}:?\d{2})$/.test(value) ? value : `${value}Z`
  return Date.parse(zoned)
}

export type Box = readonly [west: number, south: number, east: number, north: number]

export function boxParameter(description: Texts): Parameter<Box | undefined> {
  const schema = z
    .string()
    .max(200)
    .refine((value) => boxFrom(value) !== undefined, broken("box"))
    .transform((value) => boxFrom(value) as Box)
  return optional(schema, { type: "string", example: "7.5,30.2,11.6,37.6" }, description)
}

function boxFrom(value: string): Box | undefined {
  const parts = value.split(",")
  if (parts.length !== 4 || parts.some((part) => !/^\s*-?\d+(?:\.\d+)?\s*$/.test(part))) return undefined
  const [west, south, east, north] = parts.map(Number) as [number, number, number, number]
  const inRange = Math.abs(west) <= 180 && Math.abs(east) <= 180 && Math.abs(south) <= 90 && Math.abs(north) <= 90
  return inRange && west <= east && south <= north ? [west, south, east, north] : undefined
}

function optional<T>(schema: z.ZodType<T>, json: Record<string, unknown>, description: Texts) {
  return { schema: schema.optional(), json, description, repeatable: false, required: false }
}

/** Checks a query or the path's values against their definitions; refuses in the reader's language. */
export function readParameters<P extends Parameters>(parameters: P, input: unknown, language: Language): ValuesOf<P> {
  const given = (input ?? {}) as Record<string, unknown>
  const known = Object.keys(parameters)
  const stranger = Object.keys(given).find((name) => !known.includes(name))
  if (stranger !== undefined) throw new UnknownParameter(stranger.slice(0, 100), known)
  const result = schemaOf(parameters).safeParse(given, { error: messages(language) })
  if (!result.success) throw new InvalidParameter(result.error.issues.map(fieldProblem))
  return result.data as ValuesOf<P>
}

// zod compiles an object's schema at its first use: made anew for each request, that cost more than the search.
const schemas = new WeakMap<Parameters, z.ZodObject>()

function schemaOf(parameters: Parameters): z.ZodObject {
  const known = schemas.get(parameters)
  if (known) return known
  const schema = z.object(Object.fromEntries(Object.entries(parameters).map(([name, { schema: one }]) => [name, one])))
  schemas.set(parameters, schema)
  return schema
}

function fieldProblem(issue: z.core.$ZodIssue) {
  return { field: String(issue.path[0] ?? ""), message: issue.message }
}

const locales = { ar: z.locales.ar().localeError, fr: z.locales.fr().localeError, en: z.locales.en().localeError }

function messages(language: Language): z.core.$ZodErrorMap {
  return (issue) => {
    const params = issue.code === "custom" ? (issue.params as ReturnType<typeof broken>["params"]) : undefined
    if (!params) return locales[language](issue)
    return ruleTexts[params.rule][language].replace(/\{(\w+)\}/g, (_all, name: string) => String(params.values[name]))
  }
}
