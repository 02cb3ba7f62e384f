import type { DatasetSeries } from "../../../catalogue/index.ts"
import {
  countMessages,
  datasetMessages,
  layoutMessages,
  richTextToPlain,
  type ShownText,
  seriesMessages,
} from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Code, type FactRow, Facts } from "../../components/facts/facts.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { MembersSection } from "../../components/members/members.tsx"
import { RichText } from "../../components/prose/rich-text.tsx"
import type { MemberList } from "../../models/members.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { NamedLink } from "../dataset/dataset-model.ts"

export interface SeriesModel {
  readonly series: DatasetSeries
  readonly title: ShownText
  readonly publisher: NamedLink
  readonly description?: ShownText
  readonly members: MemberList
}

export function SeriesView({ page, model }: { page: Page; model: SeriesModel }) {
  const words = seriesMessages[page.language]
  const { series, title, publisher, description, members } = model
  return (
    <Layout
      page={page}
      section="data"
      head={{
        title: title.text,
        description: description ? richTextToPlain(description.text, 300) : words.title,
        canonical: `/series/${encodeURIComponent(series.slug)}`,
        // Older members have pages of their own to be found by.
        indexed: members.freshestHref === undefined,
      }}
    >
      <div class="wrap">
        <Crumbs
          page={page}
          path={[
            { href: routes.datasets(page.language), name: layoutMessages[page.language].data },
            { name: words.title },
          ]}
        />
        <div class="ph">
          <h1>
            <Localised page={page} text={title} named />
          </h1>
          <p class="by row">
            <a href={publisher.href}>
              <Localised page={page} text={publisher.name} />
            </a>
            <span>{countMessages[page.language].datasets(series.datasets)}</span>
          </p>
        </div>
        <div class="g-side">
          <div class="stack-l">
            {description ? <RichText page={page} text={description} /> : <p class="muted">{words.noDescription}</p>}
            <MembersSection
              page={page}
              title={words.datasets}
              none={words.noDatasets}
              members={members}
              publisher={publisher.name}
            />
          </div>
          <aside aria-label={words.card}>
            <Facts rows={rowsOf(page, series)} />
          </aside>
        </div>
      </div>
    </Layout>
  )
}

function rowsOf(page: Page, series: DatasetSeries): readonly FactRow[] {
  const words = datasetMessages[page.language]
  const { date } = page.format
  const permanent = routes.permanent(series.id, "series")
  return [
    [words.issued, series.issued && <time dateTime={series.issued}>{date(series.issued)}</time>],
    [words.modified, series.modified && <time dateTime={series.modified}>{date(series.modified)}</time>],
    [words.metadataModified, <time dateTime={series.metadataModified}>{date(series.metadataModified)}</time>],
    [
      words.permanentId,
      <a class="id" href={permanent}>
        <Code>{(page.site.baseUrl + permanent).replace(/^https?:\/\//, "")}</Code>
      </a>,
    ],
    [words.metadata, <a href={routes.api.series(series.id)}>{words.json}</a>],
  ]
}
