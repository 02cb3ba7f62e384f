import type { FacetName } from "../../../search/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { licenceTitle } from "../../models/catalogue-words.ts"
import { themeLines } from "../home/home-model.ts"
import { LicencesView, LicenceView } from "../licences/licences-view.tsx"
import { themeModel } from "./theme-model.ts"
import { ThemeView } from "./theme-view.tsx"
import { ThemesView } from "./themes-view.tsx"

const allValues = 1000
const recentShown = 8

export async function themesPage(context: WebContext, reading: Reading) {
  const counts = await countsOf(context, "theme")
  return <ThemesView page={reading.page} themes={themeLines(reading.vocabularies, counts, reading.language)} />
}

export async function themePage({ search, directory }: WebContext, reading: Reading, code: string) {
  const theme = reading.vocabularies.themes.find((one) => one.code === code)
  if (!theme) return undefined
  const [answer, organizations] = await Promise.all([
    search.search({
      filters: { theme: [code] },
      sort: "-modified",
      limit: recentShown,
      offset: 0,
      facets: ["organization", "keyword"],
      facetLimit: 20,
    }),
    directory.organizations(),
  ])
  const model = themeModel({ theme, answer, organizations: organizations.names }, reading)
  return <ThemeView page={reading.page} model={model} />
}

export async function licencesPage(context: WebContext, reading: Reading) {
  const counts = await countsOf(context, "licence")
  const licences = reading.vocabularies.licences.map((licence) => ({
    licence,
    title: licenceTitle(reading.vocabularies, licence.code, reading.language),
    count: counts.get(licence.code) ?? 0,
  }))
  return <LicencesView page={reading.page} licences={licences.sort((a, b) => b.count - a.count)} />
}

export async function licencePage(context: WebContext, reading: Reading, code: string) {
  const licence = reading.vocabularies.licences.find((one) => one.code === code)
  if (!licence) return undefined
  const counts = await countsOf(context, "licence")
  const title = licenceTitle(reading.vocabularies, code, reading.language)
  return <LicenceView page={reading.page} line={{ licence, title, count: counts.get(code) ?? 0 }} />
}

async function countsOf({ search }: WebContext, name: FacetName): Promise<ReadonlyMap<string, number>> {
  const { facets } = await search.search({ limit: 1, offset: 0, facets: [name], facetLimit: allValues })
  return new Map((facets[name] ?? []).map(({ value, count }) => [value, count]))
}
