import type { FastifyInstance, LightMyRequestResponse } from "fastify"

/** A browser without scripts, as far as cookies and forms go: what it posts comes from our own pages. */
export interface Visitor {
  readonly cookies: Map<string, string>
  get(path: string, headers?: Record<string, string>): Promise<LightMyRequestResponse>
  /** Posts these fields with the mark of the last page read. */
  post(
    path: string,
    fields: Record<string, string | readonly string[]>,
    headers?: Record<string, string>,
  ): Promise<LightMyRequestResponse>
  /** Follows redirects of an answer to the page they end at. */
  follow(answer: LightMyRequestResponse): Promise<LightMyRequestResponse>
}

export function visitor(app: FastifyInstance, { remoteAddress = "196.203.10.20" } = {}): Visitor {
  const cookies = new Map<string, string>()
  let csrf = ""

  function remember(answer: LightMyRequestResponse): LightMyRequestResponse {
    for (const header of [answer.headers["set-cookie"] ?? []].flat()) {
      const [, name = "", value = ""] = /^([^=]+)=([^;]*)/.exec(header) ?? []
      if (/Max-Age=0/.test(header)) cookies.delete(name)
      else cookies.set(name, value)
    }
    csrf = /name="csrf" value="([^"]+)"/.exec(answer.body)?.[1] ?? csrf
    return answer
  }
  const cookieHeader = () => {
    const text = [...cookies].map(([name, value]) => `${name}=${value}`).join("; ")
    return text ? { cookie: text } : {}
  }

  const self: Visitor = {
    cookies,
    async get(url, headers = {}) {
      return remember(await app.inject({ url, remoteAddress, headers: { ...cookieHeader(), ...headers } }))
    },
    async post(url, fields, headers = {}) {
      const form = new URLSearchParams()
      for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) form.append(name, value)
      if (csrf && !form.has("csrf")) form.set("csrf", csrf)
      const type = { "content-type": "application/x-www-form-urlencoded", "sec-fetch-site": "same-origin" }
      const payload = form.toString()
      const given = { ...cookieHeader(), ...type, ...headers }
      return remember(await app.inject({ method: "POST", url, remoteAddress, headers: given, payload }))
    },
    async follow(answer) {
      let last = answer
      for (let hops = 0; hops < 5 && last.statusCode >= 300 && last.statusCode < 400; hops += 1) {
        last = await self.get(String(last.headers.location))
      }
      return last
    },
  }
  return self
}
