import type { LetterLinks, Notice } from "../../../notifications/index.ts"
import type { Language } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"

/** Where a notice leads. */
export function noticePath(
  language: Language,
  { entity, entityId, kind }: Pick<Notice, "entity" | "entityId" | "kind">,
): string {
  // Its public page moves to its present address, and leads to the versions of its tables.
  if (kind === "table-reduced") return `${routes.dataset(language, entityId)}#history`
  switch (entity) {
    case "dataset":
      return routes.office(language, `/datasets/${entityId}/review`)
    case "harvest-run":
      return routes.office(language, `/runs/${entityId}`)
    case "membership-request":
      return routes.office(language, `/notices/requests/${entityId}`)
    case "invitation":
      return routes.office(language, "/team")
    default:
      return routes.office(language, "/notices")
  }
}

/** Absolute addresses for mails. */
export function noticeLinks(baseUrl: string): LetterLinks {
  return {
    notice: (language, notice) => baseUrl + noticePath(language, notice),
    preferences: (language) => baseUrl + routes.office(language, "/notices/preferences"),
    unsubscribe: (language, token) => `${baseUrl}/${language}/unsubscribe/${token}`,
  }
}
