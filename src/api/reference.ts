import { z } from "zod"
import type { Language } from "../texts/index.ts"
import { actions } from "./ckan/actions.ts"
import { errorTexts } from "./error-texts.ts"
import { addressOf, type Description, groupNames, isPrivate, restRoot } from "./rest/endpoint.ts"
import { described } from "./rest/endpoints.ts"
import { groupTexts } from "./rest/group-texts.ts"
import type { Parameter } from "./rest/parameters.ts"

export interface ReferenceParameter {
  readonly name: string
  readonly required: boolean
  readonly repeatable: boolean
  /** `integer 1…1000`, `id | title | …`, `text`. */
  readonly type: string
  readonly otherwise?: string
  readonly description: string
}

export interface ReferenceEndpoint {
  readonly id: string
  readonly method: string
  readonly address: string
  readonly summary: string
  /** It wants a token. */
  readonly isPrivate: boolean
  readonly parameters: readonly ReferenceParameter[]
  /** Fields of what is sent; the description for machines has their shapes. */
  readonly fields: readonly string[]
  readonly examples: readonly { readonly title: string; readonly address: string; readonly body?: unknown }[]
  readonly errors: readonly string[]
}

/** The reference of the interfaces in one language: all of it comes from the definitions that serve the requests. */
export interface ApiReference {
  readonly groups: readonly {
    readonly name: string
    readonly title: string
    readonly endpoints: readonly ReferenceEndpoint[]
  }[]
  readonly errors: readonly { readonly code: string; readonly status: number; readonly detail: string }[]
  readonly openApi: string
  /** The CKAN actions with their help, which is English as the protocol is. */
  readonly actions: readonly { readonly name: string; readonly address: string; readonly help: string }[]
}

export function apiReferenceModel(language: Language): ApiReference {
  const groups = groupNames.map((name) => ({
    name,
    title: groupTexts[name][language],
    endpoints: described.filter(({ group }) => group === name).map((one) => endpointModel(one, language)),
  }))
  const errors = Object.entries(errorTexts).map(([code, { status, detail }]) => ({
    code,
    status,
    detail: detail[language],
  }))
  const ckan = Object.entries(actions).map(([name, { help }]) => ({ name, address: `/api/3/action/${name}`, help }))
  return { groups, errors, openApi: `${restRoot}/openapi.json`, actions: ckan }
}

function endpointModel(one: Description, language: Language): ReferenceEndpoint {
  const parameters = Object.entries({ ...one.pathParameters, ...one.query })
  const headers = Object.entries(one.headers ?? {})
  return {
    id: one.id,
    method: one.method ?? "GET",
    address: `${restRoot}${one.path}`,
    isPrivate: isPrivate(one),
    summary: one.summary[language],
    parameters: [
      ...parameters.map(([name, parameter]) => parameterModel(name, parameter, language)),
      ...headers.map(([name, one]) => ({ ...parameterModel(name, one, language), type: "header" })),
    ],
    fields: fieldsOf(one),
    examples: one.examples.map((example) => ({
      title: example.title[language],
      address: addressOf(one, example),
      ...(example.body === undefined ? {} : { body: example.body }),
    })),
    errors: one.refusals,
  }
}

function fieldsOf({ body }: Description): string[] {
  return body instanceof z.ZodObject ? Object.keys(body.shape) : []
}

function parameterModel(name: string, parameter: Parameter, language: Language): ReferenceParameter {
  const { json, required, repeatable, description } = parameter
  return {
    name,
    required,
    repeatable,
    type: typeShown((json.items as Parameter["json"] | undefined) ?? json),
    ...(json.default === undefined ? {} : { otherwise: String(json.default) }),
    description: description[language],
  }
}

function typeShown({ type, enum: choices, minimum, maximum, format }: Parameter["json"]): string {
  if (Array.isArray(choices)) return choices.join(" | ")
  if (minimum !== undefined) return `${type} ${minimum}…${maximum}`
  return String(format ?? type)
}
