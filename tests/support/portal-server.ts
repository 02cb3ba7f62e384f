import { createServer, type IncomingMessage, type ServerResponse } from "node:http"
import type { AddressInfo } from "node:net"

/** What a simulated portal answers to one path. */
export interface Answer {
  readonly status?: number
  /** `application/json` unless said otherwise. */
  readonly type?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body: string | Uint8Array
  /** Announces the whole body and breaks off after so many bytes. */
  readonly breakAfter?: number
}

export type Route = Answer | ((url: URL, request: IncomingMessage) => Answer | Promise<Answer>)

export interface Portal {
  /** Ends with a slash. */
  readonly url: string
  /** Paths with queries in the order they were asked for. */
  readonly requests: readonly string[]
  /** Answers at a path (without query) from now on; `*` answers everything else. */
  set(path: string, route: Route): void
  close(): Promise<void>
}

/** A sectoral portal on a free loopback port, serving recorded catalogues, faults included. */
export async function startPortal(routes: Readonly<Record<string, Route>> = {}): Promise<Portal> {
  const table = new Map(Object.entries(routes))
  const requests: string[] = []
  const server = createServer(async (request, response) => {
    const url = new URL(request.url ?? "/", "http://portal")
    requests.push(`${url.pathname}${url.search}`)
    const route = table.get(url.pathname) ?? table.get("*")
    if (!route) return send(response, { status: 404, type: "text/plain", body: "not found" })
    send(response, typeof route === "function" ? await route(url, request) : route)
  })
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done))
  const { port } = server.address() as AddressInfo
  return {
    url: `http://127.0.0.1:${port}/`,
    requests,
    set: (path, route) => void table.set(path, route),
    close: () =>
      new Promise((done) => {
        server.close(() => done())
        server.closeAllConnections()
      }),
  }
}

function send(response: ServerResponse, answer: Answer) {
  const body = typeof answer.body === "string" ? Buffer.from(answer.body) : answer.body
  response.writeHead(answer.status ?? 200, {
    "content-type": answer.type ?? "application/json",
    "content-length": body.length,
    ...answer.headers,
  })
  if (answer.breakAfter === undefined) {
    response.end(body)
    return
  }
  response.write(body.subarray(0, answer.breakAfter), () => response.destroy())
}

export interface CkanFaults {
  /** Gives the first page whatever `start` says. */
  readonly repeatsPages?: boolean
  /** Ends after so many packages while counting all of them. */
  readonly endsAfter?: number
  /** Largest page it gives, however many are asked for. */
  readonly cap?: number
}

/** `package_search` over packages, in the order of their ids, with CKAN's envelope. */
export function packageSearch(packages: readonly object[], faults: CkanFaults = {}): Route {
  return (url) => {
    const start = faults.repeatsPages ? 0 : Number(url.searchParams.get("start") ?? 0)
    const rows = Math.min(Number(url.searchParams.get("rows") ?? 10), faults.cap ?? 1000)
    const results = packages.slice(0, faults.endsAfter).slice(start, start + rows)
    return json({ success: true, result: { count: packages.length, sort: "id asc", facets: {}, results } })
  }
}

export function json(value: unknown): Answer {
  return { body: JSON.stringify(value) }
}
