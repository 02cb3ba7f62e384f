import type { AccessRights } from "../../../catalogue/index.ts"
import type { Problem } from "../../connector.ts"
import { problem } from "../../reading/index.ts"

/**
 * What `form_model` promises. Files for public use want a registration that nobody is refused, which the EU's list of access
 * rights counts as public. Of data kept elsewhere the catalogue cannot say.
 */
const accessRights: Readonly<Record<string, AccessRights | undefined>> = {
  open: "public",
  direct: "public",
  public: "public",
  licensed: "restricted",
  data_enclave: "restricted",
  enclave: "restricted",
  review: "restricted",
  data_na: "non-public",
  remote: undefined,
}

// Unknown words count as restricted: a mistake then hides data for a while instead of exposing what must not be seen.
export function accessRightsOf(access: string | undefined, problems: Problem[]): AccessRights | undefined {
  if (access === undefined) return undefined
  if (Object.hasOwn(accessRights, access)) return accessRights[access]
  problems.push(problem("unknown-access-level", "data_access_type", access))
  return "restricted"
}
