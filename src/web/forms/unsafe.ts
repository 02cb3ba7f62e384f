import type { FastifyRequest } from "fastify"
import { isCsrfToken } from "../../accounts/index.ts"
import { Refusal } from "../../platform/refusal.ts"
import { originOf } from "../session/same-origin.ts"
import type { Viewer } from "../session/viewer.ts"
import { postedForm } from "./form-scope.ts"

/** Another site sent this form. */
export class ForeignForm extends Refusal {
  readonly code = "foreign-form"
  readonly status = 403

  constructor() {
    super("This form was not sent from this portal")
  }
}

/**
 * Whether what changes something comes from our own page. `stale`: from our page, as the browser says, but of another
 * session; its reader may send it again knowingly. A form with files bears its mark inside a body that is not read yet, so
 * there the browser's word is obligatory.
 */
export function checkUnsafe(request: FastifyRequest, viewer: Viewer | undefined, baseUrl: string): "fine" | "stale" {
  const origin = checkOrigin(request, baseUrl)
  if (!viewer) return "fine"
  const mark = request.headers["x-csrf-token"]
  const given = typeof mark === "string" ? mark : postedForm(request.body).get("csrf")
  if (isCsrfToken(viewer.session, given)) return "fine"
  if (origin === "unsaid") throw new ForeignForm()
  return (request.headers["content-type"] ?? "").startsWith("multipart/") ? "fine" : "stale"
}

/** For forms of those who are not signed in, whom another site could sign in as somebody else. */
export function checkOrigin(request: FastifyRequest, baseUrl: string): "ours" | "unsaid" {
  const origin = originOf(request.headers, baseUrl)
  if (origin === "foreign") throw new ForeignForm()
  return origin
}
