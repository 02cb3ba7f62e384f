import { datasetsByIds, seriesByIds } from "../../../catalogue/index.ts"
import type { FeaturedItem } from "../../../editorial/index.ts"
import type { Db } from "../../../platform/db.ts"
import { inLanguage, type Language } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"
import type { FeaturedLink } from "./home-model.ts"

/** Those of the featured items that readers may see now. */
export async function featuredRecords(
  db: Db,
  items: readonly FeaturedItem[],
  language: Language,
): Promise<readonly FeaturedLink[]> {
  const ids = (entity: FeaturedItem["entity"]) =>
    items.filter((one) => one.entity === entity).map((one) => one.entityId)
  const [datasets, series] = await Promise.all([datasetsByIds(db, ids("dataset")), seriesByIds(db, ids("series"))])
  const published = [
    ...datasets.map((one) => ({ ...one, href: routes.dataset(language, one.slug) })),
    ...series.map((one) => ({ ...one, href: routes.series(language, one.slug) })),
  ].filter(({ state }) => state === "published")
  return items.flatMap(({ entityId, note }) => {
    const found = published.find(({ id }) => id === entityId)
    const title = inLanguage(found?.title, language)
    if (!found || !title) return []
    return [
      {
        href: found.href,
        title,
        publisher: inLanguage(found.organization.name, language),
        note: inLanguage(note, language),
      },
    ]
  })
}
