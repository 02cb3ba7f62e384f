/**
 * The CKAN Action API: existing clients and harvesters keep working. Datasets are packages, distributions
 * resources, themes groups, keywords tags. Filters are read on their own and bind sensibly (see lucene.ts).
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { type Actor, anonymousActor } from "../../platform/actor.ts"
import { goneWith } from "../../platform/http/index.ts"
import { NotSignedIn } from "../../platform/refusal.ts"
import { engineUntil } from "../../tabular/index.ts"
import { corsHeaders, preflightHeaders } from "../cors.ts"
import type { ApiDeps } from "../deps.ts"
import { actionNamed } from "./actions.ts"
import { registerDump } from "./datastore/register-dump.ts"
import { callbackOf, ckanErrorFormat, helpUrl, sendSuccess } from "./envelope.ts"
import { CkanBadRequest } from "./errors.ts"
import { paramsFromRequest } from "./request-params.ts"

const roots = ["/api/3", "/api"]
/** A package of thousands of resources; files come as forms, which are streams. */
const bodyLimit = 8 * 2 ** 20

const nobody = Symbol("nobody waits for it")

/** A question that was stopped because its reader went away is no mistake of anybody. */
async function resultFor(gone: AbortSignal, run: () => Promise<unknown>): Promise<unknown> {
  try {
    return await run()
  } catch (error) {
    if (gone.aborted) return nobody
    throw error
  }
}

function assertMayWrite({ method }: FastifyRequest, caller: Actor): void {
  if (method !== "POST") throw new CkanBadRequest("Bad request - this action is called by POST")
  if (caller === anonymousActor) throw new NotSignedIn()
}

export function registerCkan(app: FastifyInstance, deps: ApiDeps): void {
  const format = ckanErrorFormat(deps.baseUrl)
  app.errorFormats.under("/api/3", format)
  app.errorFormats.under("/api/action", format)
  registerDump(app, deps)
  app.register(async (scope) => {
    scope.removeAllContentTypeParsers()
    scope.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body))
    // A form may bring a file of gigabytes: it stays a stream until its sender is known.
    scope.addContentTypeParser("multipart/form-data", (_request, body, done) => done(null, body))
    scope.addHook("onRequest", async (_request, reply) => {
      reply.headers(corsHeaders)
    })
    for (const root of roots) {
      scope.get(root, async () => ({ version: 3 }))
      const config = { slowBody: "forms" } as const
      scope.route({ method: ["GET", "POST"], url: `${root}/action/:name`, config, bodyLimit, handler: answer })
      scope.options(`${root}/action/*`, async (_request, reply) => reply.code(204).headers(preflightHeaders).send())
    }
  })

  async function answer(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { name } = request.params as { name: string }
    const action = actionNamed(name)
    if (!action) throw new CkanBadRequest(`Bad request - Action name not known: ${name.slice(0, 100)}`)
    const callback = callbackOf(request)
    const caller = (await deps.callerOf(request)) ?? anonymousActor
    if (action.writes) assertMayWrite(request, caller)
    const { params: given, upload } = await paramsFromRequest(request, { uploads: deps.uploads, caller })
    const { callback: _callback, ...params } = given
    const gone = goneWith(reply)
    const result = await resultFor(gone, () =>
      action.run(
        params,
        { ...deps, engine: engineUntil(deps.engine, gone) },
        { caller, ...(upload ? { upload } : {}) },
      ),
    )
    if (result === nobody) return reply.hijack()
    if (caller !== anonymousActor) reply.header("cache-control", "no-store")
    return sendSuccess(reply, result, { help: helpUrl(deps.baseUrl, name), callback })
  }
}
