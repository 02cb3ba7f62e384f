import { membershipRequestById } from "../../../accounts/index.ts"
import { mayOnOrganization } from "../../../catalogue/index.ts"
import { runById, sourceFor } from "../../../harvest/index.ts"
import { isUuid } from "../../../platform/ids.ts"
import { routes } from "../../routes.ts"
import type { OfficeHandler } from "../office-route.ts"

/** A run by its id alone, as notices know it. */
export const runByNotice: OfficeHandler = async ({ db }, { params, viewer, language }) => {
  const run = isUuid(params.id ?? "") ? await runById(db, params.id ?? "") : undefined
  if (!run) return { kind: "none" }
  const source = await sourceFor(db, run.sourceId, viewer.actor)
  return { kind: "see", to: routes.office(language, `/sources/${source.id}/runs/${run.id}`) }
}

/** A request to join leads those who answer it to their team, and the one who asked to her own requests. */
export const requestByNotice: OfficeHandler = async ({ db }, { params, viewer, language }) => {
  const request = isUuid(params.id ?? "") ? await membershipRequestById(db, params.id ?? "") : undefined
  if (!request) return { kind: "none" }
  const answers = mayOnOrganization(viewer.actor, "manage-members", request.organizationId)
  return {
    kind: "see",
    to: answers ? routes.office(language, "/team") : routes.account(language, "organizations"),
  }
}
