import { type DatasetSeries, datasetsInSeries, seriesByRef } from "../../../catalogue/index.ts"
import { inLanguage, seriesMessages } from "../../../texts/index.ts"
import { Withdrawn } from "../../components/withdrawn/withdrawn.tsx"
import type { Reading, WebContext } from "../../context.ts"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { cursorFrom, memberList, membersShown } from "../../models/members.ts"
import { routes } from "../../routes.ts"
import type { DatasetAnswer } from "../dataset/dataset-page.tsx"
import { type SeriesModel, SeriesView } from "./series-view.tsx"

export async function seriesPage(
  { db }: WebContext,
  reading: Reading,
  { ref, query }: { readonly ref: string; readonly query: URLSearchParams },
): Promise<DatasetAnswer> {
  const { language, page } = reading
  const lookup = await seriesByRef(db, ref)
  if (lookup.kind === "none") return lookup
  const { slug } = lookup.kind === "moved" ? lookup : lookup.series
  if (lookup.kind === "moved" || slug !== ref) return { kind: "moved", to: routes.series(language, slug) }
  const { series } = lookup
  const facts = factsOf(series, reading)
  if (series.state === "withdrawn") {
    const permanent = routes.permanent(series.id, "series")
    const words = seriesMessages[language]
    const view = <Withdrawn page={page} {...facts} withdrawal={series.withdrawal} words={words} permanent={permanent} />
    return { kind: "page", status: 410, view }
  }
  const after = cursorFrom(query.get("after"))
  const found = await datasetsInSeries(db, series.id, { limit: membersShown, ...(after ? { after } : {}) })
  const members = memberList(found, after, { reading, href: (to) => routes.series(language, slug, to) })
  const reads = [
    { entity: "series", id: series.id },
    { entity: "organization", id: series.organization.id },
    // Whatever changes may have joined the series.
    { list: "dataset" },
  ]
  return { kind: "page", view: <SeriesView page={page} model={{ ...facts, series, members }} />, reads }
}

function factsOf(
  series: DatasetSeries,
  { language }: Reading,
): Pick<SeriesModel, "title" | "publisher" | "description"> {
  const { organization } = series
  const description = inLanguage(series.description, language)
  return {
    title: shownOrCode(series.title, language, series.slug),
    publisher: {
      href: routes.organization(language, organization.slug),
      name: shownOrCode(organization.name, language, organization.slug),
    },
    ...(description ? { description } : {}),
  }
}
