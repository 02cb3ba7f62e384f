/** Datasets that may be the same: a person compares them and says whether they are. */
import { bodiesAskedFor, countOpenPairs } from "../../../catalogue/index.ts"
import { duplicateMessages } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { OfficeNavigation, OfficeRoute } from "../office-route.ts"
import { duplicatesPage } from "./duplicates-page.tsx"
import { answerPair, pairPage } from "./pair-page.tsx"

export const duplicateOfficeRoutes: readonly OfficeRoute[] = [
  { path: "/duplicates", get: duplicatesPage },
  { path: "/duplicates/:one/:other", get: pairPage, post: answerPair },
]

export const duplicateNavigation: OfficeNavigation = async ({ db }, { actor }, language) => {
  const bodies = bodiesAskedFor(actor)
  if (bodies?.length === 0) return []
  const count = await countOpenPairs(db, bodies)
  const label = duplicateMessages[language].title
  return [{ group: "publish", href: routes.office(language, "/duplicates"), label, count }]
}
