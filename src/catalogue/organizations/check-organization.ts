/** What may be written of a body. Pure. */
import { isUuid } from "../../platform/ids.ts"
import { type InputProblem, InvalidInput } from "../../platform/refusal.ts"
import type { LocalisedText } from "../../texts/index.ts"
import {
  problemsOfEmail,
  problemsOfLine,
  problemsOfName,
  problemsOfPhone,
  problemsOfText,
  problemsOfUrl,
} from "../../vocabulary/index.ts"
import { organizationLevels } from "../organization.ts"

/** What an edit changes; what is absent stays, `null` removes. */
export interface OrganizationChanges {
  readonly name?: LocalisedText | undefined
  readonly acronym?: string | null | undefined
  readonly description?: LocalisedText | null | undefined
  readonly level?: string | undefined
  readonly homepage?: string | null | undefined
  readonly email?: string | null | undefined
  readonly phone?: string | null | undefined
  /** Id of a stored file. */
  readonly logoFileId?: string | null | undefined
}

const longestName = 300
const longestAcronym = 40
const longestDescription = 10_000

export function checkOrganization(changes: OrganizationChanges): InputProblem[] {
  const { name, acronym, description, level, homepage, email, phone, logoFileId } = changes
  return [
    ...(name ? problemsOfName("name", name, longestName) : []),
    ...(acronym ? problemsOfLine("acronym", acronym, longestAcronym) : []),
    ...(description ? problemsOfText("description", description, longestDescription) : []),
    ...(level === undefined || isLevel(level) ? [] : [{ path: "level", rule: "unknown" }]),
    ...(homepage ? problemsOfUrl("homepage", homepage) : []),
    ...(email ? problemsOfEmail("email", email) : []),
    ...(phone ? problemsOfPhone("phone", phone) : []),
    ...(logoFileId && !isUuid(logoFileId) ? [{ path: "logoFileId", rule: "not-an-id" }] : []),
  ]
}

export function assertValid(problems: readonly InputProblem[]): void {
  if (problems.length > 0) throw new InvalidInput(problems)
}

function isLevel(level: string): boolean {
  return (organizationLevels as readonly string[]).includes(level)
}
