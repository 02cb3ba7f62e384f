import type { FastifyInstance } from "fastify"
import { BadRequest } from "../../platform/http/index.ts"

const longestForm = 4 * 2 ** 20
const mostFields = 20_000

/**
 * Makes posted forms readable in a scope: urlencoded ones come as `URLSearchParams`, those with files are left to their
 * handlers. Whoever posts anything else is told 415.
 */
export function readForms(scope: FastifyInstance): void {
  scope.removeAllContentTypeParsers()
  scope.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string", bodyLimit: longestForm },
    (_request, body, done) => {
      const form = new URLSearchParams(String(body).replaceAll("%00", ""))
      if (form.size > mostFields) done(new BadRequest("The form has too many fields"))
      else done(null, form)
    },
  )
  scope.addContentTypeParser("multipart/form-data", (_request, _payload, done) => done(null, undefined))
}

export function postedForm(body: unknown): URLSearchParams {
  return body instanceof URLSearchParams ? body : new URLSearchParams()
}
