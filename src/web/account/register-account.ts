import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { type Language, languages } from "../../texts/index.ts"
import { parametersOf } from "../answer.ts"
import { readingOf, type WebContext } from "../context.ts"
import { begSession } from "../forms/beg-session.tsx"
import { clientOf } from "../forms/client-of.ts"
import { postedForm, readForms } from "../forms/form-scope.ts"
import { sendAnswer } from "../forms/send-answer.ts"
import { checkOrigin, checkUnsafe } from "../forms/unsafe.ts"
import { doneIn } from "../office/shell/done-notice.tsx"
import type { Viewer } from "../session/viewer.ts"
import type { AccountAnswer, AccountRoute, OpenRoute, OpenVisit, OwnRoute } from "./account-route.ts"

/** Signing in and up, and the pages of one's own account, in the three languages. */
export function registerAccount(
  app: FastifyInstance,
  context: WebContext,
  { open, own }: { open: readonly OpenRoute[]; own: readonly OwnRoute[] },
): void {
  app.register(async (scope) => {
    readForms(scope)
    for (const language of languages) {
      for (const route of open) addRoute(scope, route, { language, answer: answerAnyone(context, language) })
      for (const route of own) addRoute(scope, route, { language, answer: answerOwner(context, language) })
    }
  })
}

interface Asked<Visit> {
  readonly handler: NonNullable<AccountRoute<Visit>["get"]>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

function addRoute<Visit>(
  scope: FastifyInstance,
  { path, get, post }: AccountRoute<Visit>,
  { language, answer }: { language: Language; answer: (asked: Asked<Visit>) => Promise<FastifyReply> },
): void {
  if (get) scope.get(`/${language}${path}`, (request, reply) => answer({ handler: get, request, reply }))
  if (post) scope.post(`/${language}${path}`, (request, reply) => answer({ handler: post, request, reply }))
}

function answerAnyone(context: WebContext, language: Language) {
  return async ({ handler, request, reply }: Asked<OpenVisit>) => {
    if (request.method === "POST") checkOrigin(request, context.baseUrl)
    const viewer = await context.sessions.viewerOf(request)
    const visit = visitOf(context, { language, request, viewer })
    return send(context, reply, { language, visit, answer: await handler(context, visit) })
  }
}

function answerOwner(context: WebContext, language: Language) {
  return async ({ handler, request, reply }: Asked<OwnVisitOf>) => {
    const viewer = await context.sessions.viewerOf(request)
    const check = request.method === "POST" ? checkUnsafe(request, viewer, context.baseUrl) : "fine"
    if (!viewer || check === "stale") return begSession(context, { language, request, reply, viewer })
    const visit = visitOf(context, { language, request, viewer })
    const own = { ...visit, viewer, page: { ...visit.page, viewer } }
    return send(context, reply, { language, visit, answer: await handler(context, own) })
  }
}

type OwnVisitOf = Parameters<NonNullable<OwnRoute["get"]>>[1]

function visitOf(
  context: WebContext,
  { language, request, viewer }: { language: Language; request: FastifyRequest; viewer: Viewer | undefined },
): OpenVisit {
  const { page, now } = readingOf(context, language, { url: request.url, viewer })
  const query = parametersOf(request.url)
  return {
    language,
    page: { ...page, done: doneIn(query) },
    viewer,
    now,
    query,
    form: postedForm(request.body),
    client: clientOf(request),
    token: context.sessions.tokenOf(request),
    shownOnce: viewer && context.sessions.shownOnce(request, viewer.session.id),
  }
}

function send(
  { sessions }: WebContext,
  reply: FastifyReply,
  { language, visit, answer }: { language: Language; visit: OpenVisit; answer: AccountAnswer },
): FastifyReply {
  if (answer.session === "ended") sessions.end(reply)
  else if (answer.session) sessions.begin(reply, answer.session)
  const sessionId = visit.viewer?.session.id
  if (answer.showOnce && sessionId) sessions.showOnce(reply, { secret: answer.showOnce, sessionId })
  else if (visit.shownOnce) sessions.forgetShown(reply)
  return sendAnswer(reply, language, answer)
}
