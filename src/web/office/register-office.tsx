import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { Refusal } from "../../platform/http/index.ts"
import { NotAllowed } from "../../platform/refusal.ts"
import { type Language, languages } from "../../texts/index.ts"
import { freshProof } from "../account/own/prove.tsx"
import { parametersOf, sendPrivatePage } from "../answer.ts"
import { readingOf } from "../context.ts"
import { begSession } from "../forms/beg-session.tsx"
import { clientOf } from "../forms/client-of.ts"
import { postedForm, readForms } from "../forms/form-scope.ts"
import { sendAnswer, sendJson, wantsJson } from "../forms/send-answer.ts"
import { checkUnsafe } from "../forms/unsafe.ts"
import { routes as addresses } from "../routes.ts"
import type { OfficeContext, OfficeHandler, OfficeRoute, Viewer, Visit } from "./office-route.ts"
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
        // A form without scripts brings its files with it, over whatever line.
        const config = route.multipart ? ({ slowBody: "forms" } as const) : {}
        if (post) {
          const respond = (request: FastifyRequest, reply: FastifyReply) =>
            answer(context, { language, route, handler: post, request, reply })
          scope.post(url, { config }, respond)
        }
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
  // An administrator's password alone opens nothing: the second factor is set up first.
  if (viewer.needsSecondFactor) return reply.redirect(addresses.account(language, "second-factor"), 303)
  const visit = await visitOf(context, { ...asked, viewer })
  try {
    if (route.administrators && !viewer.actor.roles.includes("administrator")) throw new NotAllowed("administer")
    if (posted && route.proof) {
      const client = clientOf(request)
      const proof = await freshProof(context, { ...visit, client })
      if (proof.kind === "asked") return sendAnswer(reply, language, proof.answer)
      if (proof.session) context.sessions.begin(reply, proof.session)
    }
    return sendAnswer(reply, language, await handler(context, visit))
  } catch (error) {
    if (!(error instanceof Refusal) || error.status >= 500 || error.status === 404) throw error
    if (visit.wantsJson) return sendJson(reply, { code: error.code, ...error.values }, error.status)
    return sendPrivatePage(reply, <RefusedView page={visit.page} refusal={error} />, error.status)
  }
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
