import type { FastifyRequest } from "fastify"
import { Refusal } from "../../platform/refusal.ts"
import { isCsrfOf } from "../session/csrf.ts"
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
  const origin = originOf(request.headers, baseUrl)
  if (origin === "foreign") throw new ForeignForm()
  if (!viewer) return "fine"
  const mark = request.headers["x-csrf-token"]
  const given = typeof mark === "string" ? mark : postedForm(request.body).get("csrf")
  if (isCsrfOf(viewer.csrf, given)) return "fine"
  if (origin === "unsaid") throw new ForeignForm()
  return (request.headers["content-type"] ?? "").startsWith("multipart/") ? "fine" : "stale"
}
