/**
 * The CKAN Action API, reading side: existing clients and harvesters keep working. Datasets are packages, distributions
 * resources, themes groups, keywords tags. Filters are read on their own and bind sensibly (see lucene.ts).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { actionNamed } from "./actions.ts"
import { callbackOf, ckanErrorFormat, helpUrl, sendSuccess } from "./envelope.ts"
import { CkanBadRequest } from "./errors.ts"
import { paramsFromRequest } from "./request-params.ts"

const roots = ["/api/3", "/api"]

export function registerCkan(app: FastifyInstance, deps: ApiDeps): void {
  const format = ckanErrorFormat(deps.baseUrl)
  app.errorFormats.under("/api/3", format)
  app.errorFormats.under("/api/action", format)
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    for (const root of roots) {
      scope.get(root, async () => ({ version: 3 }))
      scope.route({ method: ["GET", "POST"], url: `${root}/action/:name`, handler: answer })
      scope.options(`${root}/action/*`, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
    }
  })

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { name } = request.params as { name: string }
    const action = actionNamed(name)
    if (!action) throw new CkanBadRequest(`Bad request - Action name not known: ${name.slice(0, 100)}`)
    const callback = callbackOf(request)
    const { callback: _callback, ...params } = await paramsFromRequest(request)
    const result = await action.run(params, deps)
    return sendSuccess(reply, result, { help: helpUrl(deps.baseUrl, name), callback })
  }
}
