import type { FastifyReply, FastifyRequest } from "fastify"
import type { Language } from "../../texts/index.ts"
import { sendPrivatePage } from "../answer.ts"
import { readingOf, type WebContext } from "../context.ts"
import { routes } from "../routes.ts"
import type { Viewer } from "../session/viewer.ts"
import { postedForm } from "./form-scope.ts"
import { ResendView } from "./resend-view.tsx"
import { sendJson, wantsJson } from "./send-answer.ts"

interface Begged {
  readonly language: Language
  readonly request: FastifyRequest
  readonly reply: FastifyReply
  readonly viewer: Viewer | undefined
}

/** To the sign-in and back to this page; what was being sent is kept to be sent again. */
export function begSession(context: WebContext, { language, request, reply, viewer }: Begged): FastifyReply {
  if (wantsJson(request)) return sendJson(reply, { code: "not-signed-in" }, 401)
  if (request.method !== "POST")
    return reply.header("cache-control", "no-store").redirect(routes.signIn(language, { next: request.url }), 303)
  const { page } = readingOf(context, language, { url: request.url, viewer })
  return sendPrivatePage(reply, <ResendView page={page} form={postedForm(request.body)} />, viewer ? 409 : 401)
}
