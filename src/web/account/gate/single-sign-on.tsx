import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify"
import { linkWithPassword, type ProvidedSignIn, signInAsProvided } from "../../../accounts/index.ts"
import { NotFound } from "../../../platform/http/index.ts"
import { accountMessages, type Language, languages } from "../../../texts/index.ts"
import { parametersOf, sendPrivatePage } from "../../answer.ts"
import { readingOf, type WebContext } from "../../context.ts"
import { attempt } from "../../forms/attempt.ts"
import { languageFor } from "../../reader-language.ts"
import { routes } from "../../routes.ts"
import { ownPath } from "../../session/own-path.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OpenRoute } from "../account-route.ts"
import { afterSignIn } from "./after-sign-in.ts"
import { LinkView } from "./link-view.tsx"
import { SignInView } from "./sign-in-view.tsx"

/** Where the provider sends people back to, as it is registered there. */
export const providerReturn = "/sign-in/provider/return"

/** Off to the provider and back: neither is a form of ours. */
export function registerSingleSignOn(app: FastifyInstance, context: WebContext): void {
  if (!context.singleSignOn) return
  for (const language of languages) {
    app.get(`/${language}/sign-in/provider`, (request, reply) => leave(context, { language, request, reply }))
  }
  app.get(providerReturn, (request, reply) => comeBack(context, request, reply))
}

interface Asked {
  readonly language: Language
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}

async function leave(context: WebContext, { language, request, reply }: Asked): Promise<FastifyReply> {
  const returnTo = ownPath(parametersOf(request.url).get("next")) ?? routes.office(language)
  const tried = await attempt(() => providerOf(context).begin({ returnTo }))
  if (tried.kind === "refused") return sayWhy(context, tried.refusal, { language, request, reply })
  context.sessions.keepFlow(reply, tried.value.cookie)
  return reply.header("cache-control", "no-store").redirect(tried.value.url, 303)
}

async function comeBack(context: WebContext, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { sessions, accounts } = context
  const cookie = sessions.flowOf(request) ?? ""
  const query = request.url.slice(request.url.indexOf("?"))
  sessions.keepFlow(reply, "")
  let language = languageFor("", request.headers["accept-language"])
  const tried = await attempt(async () => {
    const { person, returnTo } = await providerOf(context).finish({ query, cookie })
    language = languageFor(returnTo, undefined)
    const userAgent = request.headers["user-agent"]
    const client = { address: request.ip, ...(userAgent ? { userAgent } : {}) }
    return { signedIn: await signInAsProvided(accounts, { person, language, client }), returnTo }
  })
  if (tried.kind === "refused") return sayWhy(context, tried.refusal, { language, request, reply })
  return goOn(context, tried.value, { language, request, reply })
}

function goOn(
  context: WebContext,
  { signedIn, returnTo }: { signedIn: ProvidedSignIn; returnTo: string },
  { language, request, reply }: Asked,
): FastifyReply {
  if (signedIn.kind === "password-needed") {
    const { page } = readingOf(context, language, { url: request.url })
    const { ticket, email } = signedIn
    return sendPrivatePage(reply, <LinkView {...{ page, ticket, email, next: returnTo }} />)
  }
  context.sessions.begin(reply, signedIn)
  const next = ownPath(returnTo) ?? routes.office(language)
  const to = signedIn.kind === "second-factor" ? routes.signInCode(language, { next }) : next
  return reply.header("cache-control", "no-store").redirect(to, 303)
}

function sayWhy(context: WebContext, refusal: Parameters<typeof accountRefusal>[0], asked: Asked): FastifyReply {
  const { page } = readingOf(context, asked.language, { url: asked.request.url })
  const shown = accountRefusal(refusal, page, accountMessages[asked.language].signIn.refused)
  return sendPrivatePage(asked.reply, <SignInView page={page} context={context} refusal={shown} />, refusal.status)
}

function providerOf({ singleSignOn }: WebContext) {
  if (!singleSignOn) throw new NotFound("There is no single sign-on here")
  return singleSignOn.provider
}

/** The password that links an identity to the account of its address. */
export const linkIdentityRoute: OpenRoute = {
  path: "/sign-in/link",
  async post({ accounts }, visit) {
    const { form, client, page } = visit
    const [ticket = "", email = "", password = ""] = ["ticket", "email", "password"].map((name) => form.get(name) ?? "")
    const next = ownPath(form.get("next"))
    const tried = await attempt(() => linkWithPassword(accounts, { ticket, password, client }))
    if (tried.kind === "done") return afterSignIn(visit, tried.value, next)
    const { status, text = "" } = accountRefusal(tried.refusal, page)
    const refusal = { status, problems: [{ field: "password", text }] }
    return { kind: "page", status, view: <LinkView {...{ page, ticket, email, next, refusal }} /> }
  },
}
