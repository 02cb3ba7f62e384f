import type { Reading, WebContext } from "../../context.ts"
import { featuredRecords } from "./featured.ts"
import { homeModel } from "./home-model.ts"
import { HomeView } from "./home-view.tsx"

const latestShown = 6
const allValues = 1000

export async function homePage({ search, directory, editorial, db }: WebContext, reading: Reading) {
  const { featured } = await editorial.current()
  const [answer, organizations, sources, records] = await Promise.all([
    search.search({
      sort: "-modified",
      limit: latestShown,
      offset: 0,
      facets: ["theme", "format", "organization", "place", "keyword"],
      facetLimit: allValues,
    }),
    directory.organizations(),
    directory.sources(),
    featuredRecords(db, featured, reading.language),
  ])
  const model = homeModel(
    { ready: search.position().ready, answer, organizations: organizations.names, sources },
    reading,
  )
  return <HomeView page={reading.page} model={{ ...model, featured: records }} />
}
