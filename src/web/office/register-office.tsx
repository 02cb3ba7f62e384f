import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { NotFound, Refusal } from "../../platform/http/index.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import { type Language, languages } from "../../texts/index.ts"
import { parametersOf, sendPrivatePage } from "../answer.ts"
import { readingOf } from "../context.ts"
import { postedForm, readForms } from "../forms/form-scope.ts"
import { ResendView } from "../forms/resend-view.tsx"
import { checkUnsafe } from "../forms/unsafe.ts"
import { routes as addresses } from "../routes.ts"
import type { OfficeAnswer, OfficeContext, OfficeHandler, OfficeRoute, Viewer, Visit } from "./office-route.ts"
import { doneIn } from "./shell/done-notice.tsx"
import { RefusedView } from "./shell/refused-view.tsx"

/** The pages of those who are signed in, under `/{language}/office`. */
export function registerOffice(app: FastifyInstance, context: OfficeContext, routes: readonly OfficeRoute[]): void {
  app.register(async (scope) => {
    readForms(scope)
    for (const route of routes) {
      for (const language of languages) {
        const url = `/${language}/office${route.path === "/" ? "" : route.path}`
        const { get, post } = route
        if (get) scope.get(url, (request, reply) => answer(context, { language, route, handler: get, request, reply }))
        if (post)
          scope.post(url, (request, reply) => answer(context, { language, route, handler: post, request, reply }))
      }
    }
  })
}

interface Asked {
  readonly language: Language
  readonly route: OfficeRoute
  readonly handler: OfficeHandler
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function answer(context: OfficeContext, asked: Asked): Promise<FastifyReply> {
  const { language, route, handler, request, reply } = asked
  const viewer = await context.sessions.viewerOf(request)
  const posted = request.method === "POST"
  const check = posted ? checkUnsafe(request, viewer, context.baseUrl) : "fine"
  if (!viewer || check === "stale") return begSession(context, { ...asked, viewer })
  const second = secondFactorFirst(context, viewer)
  if (second) return reply.redirect(addresses.account(language, "second-factor"), 303)
  const visit = await visitOf(context, { ...asked, viewer })
  try {
    if (route.administrators && !viewer.actor.roles.includes("administrator")) throw new NotAllowed("administer")
    return await send(reply, visit, await handler(context, visit))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500 || error.status === 404) throw error
    if (visit.wantsJson) return sendJson(reply, { code: error.code, ...error.values }, error.status)
    return sendPrivatePage(reply, <RefusedView page={visit.page} refusal={error} />, error.status)
  }
}

/** An administrator's password alone opens nothing: the second factor is set up first. */
function secondFactorFirst({ demo }: OfficeContext, { actor, account }: Viewer): boolean {
  return !demo && actor.roles.includes("administrator") && !account.hasSecondFactor
}

/** To the sign-in and back to this page; what was being sent is kept to be sent again. */
function begSession(
  context: OfficeContext,
  { language, request, reply, viewer }: Asked & { viewer: Viewer | undefined },
): FastifyReply {
  if (wantsJson(request)) return sendJson(reply, { code: "not-signed-in" }, 401)
  if (request.method !== "POST")
    return reply.header("cache-control", "no-store").redirect(addresses.signIn(language, { next: request.url }), 303)
  const { page } = readingOf(context, language, { url: request.url, viewer })
  return sendPrivatePage(reply, <ResendView page={page} form={postedForm(request.body)} />, viewer ? 409 : 401)
}

async function visitOf(
  context: OfficeContext,
  { language, request, viewer }: Asked & { viewer: Viewer },
): Promise<Visit> {
  const { page, vocabularies, now } = readingOf(context, language, { url: request.url, viewer })
  const query = parametersOf(request.url)
  const asJson = wantsJson(request)
  const navigation = asJson
    ? []
    : (await Promise.all(context.navigation.map((entries) => entries(context, viewer, language)))).flat()
  return {
    language,
    page: { ...page, viewer, navigation, done: doneIn(query) },
    viewer,
    vocabularies,
    now,
    params: request.params as Readonly<Record<string, string>>,
    query,
    form: postedForm(request.body),
    wantsJson: asJson,
    request,
  }
}

async function send(reply: FastifyReply, visit: Visit, given: OfficeAnswer): Promise<FastifyReply> {
  switch (given.kind) {
    case "page":
      return sendPrivatePage(reply.header("content-language", visit.language), given.view, given.status)
    case "see":
      return reply.header("cache-control", "no-store").redirect(withDone(given.to, given.done), 303)
    case "json":
      return sendJson(reply, given.body, given.status)
    case "file":
      return reply
        .header("cache-control", "no-store")
        .header("content-disposition", `attachment; filename*=UTF-8''${encodeURIComponent(given.name)}`)
        .type(given.type)
        .send(given.body)
    case "none":
      throw new NotFound("There is nothing at this address")
  }
}

function sendJson(reply: FastifyReply, body: unknown, status = 200): FastifyReply {
  return reply.code(status).type("application/json").header("cache-control", "no-store").send(JSON.stringify(body))
}

function withDone(to: string, done: string | undefined): string {
  if (!done) return to
  const [path = "", fragment] = to.split("#")
  return `${path}${path.includes("?") ? "&" : "?"}done=${done}${fragment ? `#${fragment}` : ""}`
}

function wantsJson({ headers }: FastifyRequest): boolean {
  return (headers.accept ?? "").startsWith("application/json")
}
