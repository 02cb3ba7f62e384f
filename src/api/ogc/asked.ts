import type { FastifyReply, FastifyRequest } from "fastify"
import { addVary, goneWith } from "../../platform/http/index.ts"
import { isLanguage, type Language, languages } from "../../texts/index.ts"
import type { ApiDeps } from "../deps.ts"
import { UnknownParameter } from "../errors.ts"
import { readerLanguage } from "../reader-language.ts"
import { choiceParameter, type Parameters, readParameters } from "../rest/parameters.ts"
import { parameterTexts } from "./texts.ts"

export const ogcRoot = "/ogc"

/** Parameters that every address takes. */
export const commonParameters = {
  f: choiceParameter(["json", "html"], parameterTexts.f),
  lang: choiceParameter(languages, parameterTexts.lang),
}

type Pairs = readonly (readonly [name: string, value: string])[]

/** A request, read: what is asked for, in which language and form. */
export interface Asked {
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly deps: ApiDeps
  readonly language: Language
  readonly wantsPage: boolean
  /** Values of the address' own parameters, by name. */
  readonly given: Readonly<Record<string, unknown>>
  /** What stands there beside: filters by columns. */
  readonly filters: Pairs
  /** The reader went away: nothing needs to be computed any more. */
  readonly gone: AbortSignal
  /** The absolute address of a resource; it keeps the language that was asked for by `lang`. */
  href(path: string, query?: Readonly<Record<string, string>>): string
}

/** What an address takes; `filters`: names of columns as well. */
export interface Taken {
  readonly parameters: Parameters
  readonly filters: boolean
}

export function readAsked(
  { request, reply, deps }: Pick<Asked, "request" | "reply" | "deps">,
  { parameters, filters }: Taken,
): Asked {
  const taken = { ...commonParameters, ...parameters }
  const pairs = [...new URL(request.url, deps.baseUrl).searchParams]
  const others = pairs.filter(([name]) => !Object.hasOwn(taken, name))
  if (!filters && others[0]) throw new UnknownParameter(others[0][0].slice(0, 100), Object.keys(taken))
  const own = Map.groupBy(
    pairs.filter(([name]) => Object.hasOwn(taken, name)),
    ([name]) => name,
  )
  const values = [...own].map(([name, some]) => [name, some.length > 1 ? some.map(([, one]) => one) : some[0]![1]])
  const given = readParameters(taken, Object.fromEntries(values), readerLanguage(request))
  const lang = isLanguage(String(given.lang)) ? (given.lang as Language) : undefined
  addVary(reply, "accept")
  addVary(reply, "accept-language")
  return {
    ...{ request, reply, deps, given, filters: others, gone: goneWith(reply) },
    language: lang ?? readerLanguage(request),
    wantsPage: given.f === "html" || (given.f === undefined && prefersHtml(request.headers.accept)),
    href: (path, query = {}) => {
      const search = new URLSearchParams({ ...query, ...(lang ? { lang } : {}) }).toString()
      return `${deps.baseUrl}${ogcRoot}${path}${search && `?${search}`}`
    },
  }
}

/** A browser names HTML before all else; a program that says anything, or nothing, wants data. */
export function prefersHtml(accept = ""): boolean {
  let [page, data] = [0, 0]
  for (const range of accept.split(",").slice(0, 50)) {
    const [type = "", ...parameters] = range.split(";").map((part) => part.trim().toLowerCase())
    const q = parameters.find((one) => one.startsWith("q="))
    const weight = q === undefined ? 1 : Number(q.slice(2)) || 0
    if (type === "text/html") page = Math.max(page, weight)
    else if (type === "*/*" || /^application\/(?:\*|(?:[\w.-]+\+)?json)$/.test(type)) data = Math.max(data, weight)
  }
  return page > data
}

export function sendAs({ reply }: Pick<Asked, "reply">, mediaType: string, body: unknown): FastifyReply {
  return reply.type(mediaType).send(Buffer.from(JSON.stringify(body)))
}
