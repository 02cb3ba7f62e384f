import type { Reading, WebContext } from "../../context.ts"
import { homeModel } from "./home-model.ts"
import { HomeView } from "./home-view.tsx"

const latestShown = 6
const allValues = 1000

export async function homePage({ search, directory }: WebContext, reading: Reading) {
  const [answer, organizations, sources] = await Promise.all([
    search.search({
      sort: "-modified",
      limit: latestShown,
      offset: 0,
      facets: ["theme", "format", "organization", "place", "keyword"],
      facetLimit: allValues,
    }),
    directory.organizations(),
    directory.sources(),
  ])
  const model = homeModel(
    { ready: search.position().ready, answer, organizations: organizations.names, sources },
    reading,
  )
  return <HomeView page={reading.page} model={model} />
}
