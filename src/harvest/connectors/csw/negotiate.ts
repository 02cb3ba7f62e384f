import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource } from "../../reading/index.ts"
import { type CswPage, CswRefusal, pageIn } from "./answer.ts"
import {
  getUrl,
  hasConstraint,
  type Manner,
  type Method,
  type PageRequest,
  postBody,
  type SchemaName,
} from "./request.ts"

/** How much and how long: a page of long records is slow to make. */
export const asking = {
  maxBytes: 64 * 1024 * 1024,
  timeoutMs: 120_000,
  accept: "application/xml, text/xml;q=0.9, */*;q=0.1",
}

export interface Allowed {
  readonly methods: readonly Method[]
  readonly schemas: readonly SchemaName[]
}

export async function askPage(endpoint: URL, page: PageRequest, context: ReadContext): Promise<CswPage> {
  const url = page.method === "get" ? getUrl(endpoint, page) : endpoint.href
  const post = page.method === "get" ? {} : { post: { body: postBody(page), type: "application/xml" } }
  return pageIn(await askSource(url, context, { ...asking, ...post }), context)
}

/** The first page, asked for in one manner after the other until the server takes one; else its first refusal. */
export async function firstPage(
  endpoint: URL,
  {
    wanted,
    allowed,
    page,
  }: { wanted: Manner; allowed: Allowed; page: Pick<PageRequest, "startPosition" | "maxRecords"> },
  context: ReadContext,
): Promise<{ readonly manner: Manner; readonly page: CswPage }> {
  const methods = hasConstraint(endpoint) ? allowed.methods.filter((method) => method === "get") : allowed.methods
  let first: unknown
  let next: Manner | undefined = wanted
  while (next) {
    try {
      return { manner: next, page: await askPage(endpoint, { ...page, ...next }, context) }
    } catch (error) {
      if (!(error instanceof HarvestStopped) || !(error instanceof CswRefusal)) throw first ?? error
      first ??= error
      next = afterRefusal(next, error.about, { ...allowed, methods })
    }
  }
  throw first
}

/**
 * What to try next: without what the server names, else by the other method, else without asking for changes only, else in
 * another schema. Each step leaves something out for good, so there is an end: at most eleven requests.
 */
export function afterRefusal(manner: Manner, about: string, { methods, schemas }: Allowed): Manner | undefined {
  const { since, ...everything } = manner
  if (manner.sorted && /sort/i.test(about)) return { ...manner, sorted: false }
  const nextSchema = schemas[schemas.indexOf(manner.schema) + 1]
  const inNextSchema = nextSchema && { ...manner, method: methods[0] ?? manner.method, schema: nextSchema }
  if (/outputschema|typename/i.test(about) && inNextSchema) return inNextSchema
  const otherMethod = methods[methods.indexOf(manner.method) + 1]
  if (otherMethod) return { ...manner, method: otherMethod }
  if (since) return { ...everything, method: methods[0] ?? manner.method }
  return inNextSchema
}
