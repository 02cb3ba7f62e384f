/** The data service of a simulated portal: one table as JSON, filtered by its columns, page by page, with its OpenAPI. */
import type { DemoService } from "./demo-dataset.ts"

const mostItems = 1000
const fewItems = 100

export interface DataApiAnswer {
  readonly status: number
  readonly body: Readonly<Record<string, unknown>>
}

/** Where a service answers, below its portal. */
export function endpointOf(service: DemoService, baseUrl: string): string {
  return `${baseUrl}/api/${service.key}`
}

export function documentationOf(service: DemoService, baseUrl: string): string {
  return `${endpointOf(service, baseUrl)}/openapi.json`
}

export function dataApi(service: DemoService, query: URLSearchParams): DataApiAnswer {
  const { limit, offset, ...filters } = Object.fromEntries(query)
  const [count, first] = [wholeNumber(limit, fewItems), wholeNumber(offset, 0)]
  if (!(count >= 1 && count <= mostItems)) return refusal(`limit must be between 1 and ${mostItems}`)
  if (!(first >= 0)) return refusal("offset must be 0 or more")
  const unknown = Object.keys(filters).find((name) => !service.columns.some((column) => column.name === name))
  if (unknown !== undefined) return refusal(`there is no column ${unknown.slice(0, 50)}`)
  const wanted = Object.entries(filters).map(([name, value]) => [name, value.toLowerCase()] as const)
  const found = service
    .records()
    .filter((record) => wanted.every(([name, value]) => String(record[name] ?? "").toLowerCase() === value))
  const items = found.slice(first, first + count)
  return { status: 200, body: { total: found.length, limit: count, offset: first, items } }
}

function wholeNumber(text: string | undefined, otherwise: number): number {
  if (text === undefined) return otherwise
  return /^\d{1,9}$/.test(text) ? Number(text) : Number.NaN
}

function refusal(message: string): DataApiAnswer {
  return { status: 400, body: { error: message } }
}

export function dataApiDescription(service: DemoService, baseUrl: string): Readonly<Record<string, unknown>> {
  const text = (localised: DemoService["title"]) => localised.fr ?? Object.values(localised)[0]
  const whole = (name: string, schema: object) => ({ name, in: "query", schema: { type: "integer", ...schema } })
  const properties = Object.fromEntries(
    service.columns.map(({ name, title }) => [name, { title, type: ["string", "number", "null"] }]),
  )
  return {
    openapi: "3.1.0",
    info: { title: text(service.title), description: text(service.description), version: "1.0.0" },
    servers: [{ url: baseUrl }],
    paths: {
      [`/api/${service.key}`]: {
        get: {
          operationId: "list",
          parameters: [
            whole("limit", { minimum: 1, maximum: mostItems, default: fewItems }),
            whole("offset", { minimum: 0, default: 0 }),
            ...service.columns.map(({ name, title }) => ({
              name,
              in: "query",
              description: title,
              schema: { type: "string" },
            })),
          ],
          responses: {
            "200": {
              description: "A page of the lines that match",
              content: {
                "application/json": {
                  schema: {
                    type: "object",
                    properties: {
                      total: { type: "integer" },
                      limit: { type: "integer" },
                      offset: { type: "integer" },
                      items: { type: "array", items: { type: "object", properties } },
                    },
                  },
                },
              },
            },
            "400": { description: "A parameter has a value that it cannot have" },
          },
        },
      },
    },
  }
}
