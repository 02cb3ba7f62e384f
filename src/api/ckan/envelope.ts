import type { FastifyReply, FastifyRequest } from "fastify"
import type { ErrorFormat, Refusal } from "../../platform/http/index.ts"
import { InvalidInput } from "../../platform/refusal.ts"
import { inputRuleText } from "../../texts/index.ts"
import { corsHeaders } from "../cors.ts"
import { CkanBadRequest, CkanRefusal, notFound } from "./errors.ts"

export function helpUrl(baseUrl: string, action: string): string {
  return `${baseUrl}/api/3/action/help_show?name=${encodeURIComponent(action)}`
}

const callbackName = /^[A-Za-z_$][\w$]{0,50}(?:\.[A-Za-z_$][\w$]{0,50}){0,4}$/

/** The name in `callback`, for pages that load answers as scripts (JSONP); anything but a plain name is refused. */
export function callbackOf(request: FastifyRequest): string | undefined {
  const { callback } = request.query as Record<string, unknown>
  if (request.method !== "GET" || callback === undefined) return undefined
  if (typeof callback === "string" && callbackName.test(callback)) return callback
  throw new CkanBadRequest("Bad request - callback must be the name of a function")
}

export function sendSuccess(
  reply: FastifyReply,
  result: unknown,
  { help, callback }: { help: string; callback: string | undefined },
): FastifyReply {
  const json = JSON.stringify({ help, success: true, result })
  reply.header("cache-control", "public, no-cache")
  if (callback === undefined) return reply.type("application/json").send(Buffer.from(json))
  // The comment keeps the answer from being taken for another file format; JSON may hold these two line ends, scripts not.
  const script = json.replaceAll("\u2028", "\\u2028").replaceAll("\u2029", "\\u2029")
  return reply.type("application/javascript; charset=utf-8").send(`/**/${callback}(${script});`)
}

export function ckanErrorFormat(baseUrl: string): ErrorFormat {
  return (refusal, request) => {
    const shown = asCkan(refusal)
    return {
      contentType: "application/json",
      headers: corsHeaders,
      body: JSON.stringify(errorBody(shown, helpUrl(baseUrl, actionIn(request.url)))),
      status: shown.status,
    }
  }
}

/** What clients decide by is CKAN's type, so that our refusals of writes take the one that fits. */
function asCkan(refusal: Refusal): Refusal {
  if (refusal instanceof CkanRefusal || refusal instanceof CkanBadRequest) return refusal
  if (refusal instanceof InvalidInput) return new CkanRefusal("Validation Error", refusal.message, ckanFields(refusal))
  if (refusal.code === "not-signed-in" || refusal.code === "not-allowed") {
    return new CkanRefusal("Authorization Error", `Access denied: ${refusal.message}`)
  }
  if (refusal.code.endsWith("-not-found")) return notFound(refusal.message)
  if (refusal.status === 409 || refusal.status === 412) {
    return new CkanRefusal("Validation Error", refusal.message, { message: [refusal.message] })
  }
  return refusal
}

/** Our names of fields as CKAN's. */
const ckanNames: Readonly<Record<string, string>> = {
  description: "notes",
  licence: "license_id",
  organizationId: "owner_org",
  keywords: "tags",
  themes: "groups",
  distributions: "resources",
  contactPoints: "maintainer",
  landingPage: "url",
}

function ckanFields({ problems }: InvalidInput): Record<string, string[]> {
  const fields: Record<string, string[]> = {}
  for (const { path, rule, values } of problems) {
    const [name = "", ...inner] = path.split(".")
    const field = ckanNames[name] ?? name
    const message = rule === "missing" ? "Missing value" : inputRuleText("en", rule, values)
    fields[field] = [...(fields[field] ?? []), inner.length > 0 ? `${inner.join(".")}: ${message}` : message]
  }
  return fields
}

function errorBody(refusal: Refusal, help: string): unknown {
  if (refusal instanceof CkanBadRequest || refusal.code === "not-found" || refusal.code === "bad-request") {
    return refusal instanceof CkanBadRequest ? refusal.message : `Bad request - ${refusal.message}`
  }
  if (refusal instanceof CkanRefusal) {
    const message = refusal.type === "Validation Error" ? {} : { message: refusal.message }
    return { help, success: false, error: { ...refusal.fields, ...message, __type: refusal.type } }
  }
  const type = refusal.status >= 500 ? "Internal Server Error" : "Authorization Error"
  const message = `${type}: ${refusal.message} (${refusal.code})`
  return { help, success: false, error: { __type: type, message, ...refusal.values } }
}

function actionIn(url: string): string {
  return /\/action\/([\w-]+)/.exec(url)?.[1] ?? ""
}
