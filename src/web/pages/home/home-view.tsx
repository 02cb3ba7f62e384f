import { defaultSettings, type HomeBlock } from "../../../editorial/index.ts"
import { editorialMessages, homeMessages, layoutMessages, runMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Leaders } from "../../components/leaders/leaders.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { RecordList } from "../../components/record-list/record-list.tsx"
import { SearchBox } from "../../components/search-box/search-box.tsx"
import { Status } from "../../components/status/status.tsx"
import { CodeBlock, ScrollRegion } from "../../components/table/scroll-region.tsx"
import { kindNames } from "../../models/kind-names.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { CountedLink, FeaturedLink, HomeModel, SourceRow } from "./home-model.ts"
import { PlaceMap } from "./place-map.tsx"

interface Options {
  readonly page: Page
  readonly model: HomeModel & { readonly featured: readonly FeaturedLink[] }
}

export function HomeView({ page, model }: Options) {
  const words = homeMessages[page.language]
  const { baseUrl } = page.site
  const blocks = page.editorial?.settings.homeBlocks ?? defaultSettings.homeBlocks
  return (
    <Layout
      page={page}
      kind="edit"
      head={{
        title: words.title,
        description: layoutMessages[page.language].mission,
        canonical: "",
        jsonLd: {
          "@context": "https://schema.org/",
          "@type": "WebSite",
          url: `${baseUrl}${routes.home(page.language)}`,
          name: words.heading,
          inLanguage: page.language,
          potentialAction: {
            "@type": "SearchAction",
            target: `${baseUrl}${routes.datasets(page.language)}?q={search_term_string}`,
            "query-input": "required name=search_term_string",
          },
        },
      }}
    >
      <Hero page={page} model={model} />
      {model.isEmpty && (
        <div class="wrap">
          <p class="empty sec">{words.emptyCatalogue}</p>
        </div>
      )}
      {blocks.map((block) => (
        <Block page={page} model={model} block={block} />
      ))}
    </Layout>
  )
}

/** One part of the page, where there is something to show in it. */
function Block({ page, model, block }: Options & { block: HomeBlock }) {
  const words = homeMessages[page.language]
  switch (block) {
    case "figures":
      return <Figures page={page} model={model} />
    case "developers":
      return <Developers page={page} />
    case "featured":
      return model.featured.length > 0 ? <Featured page={page} featured={model.featured} /> : null
    case "themes":
      return model.themes.length > 0 ? (
        <section class="wrap sec first">
          <SectionHead
            title={words.themeIndex}
            link={[routes.themes(page.language), layoutMessages[page.language].themes]}
          />
          <Leaders columns lines={leaderLines(page, model.themes)} />
        </section>
      ) : null
    case "activity":
      return model.latest.length > 0 ? <Activity page={page} model={model} /> : null
    case "portals":
      return model.sources.length > 0 ? <Portals page={page} sources={model.sources} /> : null
  }
}

function Activity({ page, model }: Options) {
  const words = homeMessages[page.language]
  return (
    <div class="wrap sec">
      <div class="g2">
        <section>
          <SectionHead title={words.latest} link={[routes.datasets(page.language), words.allChanges]} />
          <RecordList page={page} records={model.latest} />
        </section>
        <section>
          <SectionHead title={words.publishers} link={[routes.organizations(page.language), words.allPublishers]} />
          <Leaders lines={leaderLines(page, model.publishers)} />
        </section>
      </div>
    </div>
  )
}

function Featured({ page, featured }: { page: Page; featured: readonly FeaturedLink[] }) {
  return (
    <section class="wrap sec first">
      <div class="sec-h">
        <h2>{editorialMessages[page.language].selected}</h2>
      </div>
      <ul class="g3 featured">
        {featured.map(({ href, title, publisher, note }) => (
          <li class="card">
            <h3>
              <a href={href}>
                <Localised page={page} text={title} />
              </a>
            </h3>
            {note && (
              <p>
                <Localised page={page} text={note} />
              </p>
            )}
            {publisher && (
              <p class="small muted">
                <Localised page={page} text={publisher} />
              </p>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

function SectionHead({ title, link: [href, word] }: { title: string; link: readonly [href: string, word: string] }) {
  return (
    <div class="sec-h">
      <h2>{title}</h2>
      <a href={href}>{word}</a>
    </div>
  )
}

export function leaderLines(page: Page, links: readonly CountedLink[]) {
  return links.map(({ href, name, count }) => ({
    key: href,
    href,
    name: <Localised page={page} text={name} />,
    value: page.format.number(count),
    quiet: count === 0,
  }))
}

function Hero({ page, model: { map, tries } }: Options) {
  const words = homeMessages[page.language]
  return (
    <div class="band hero">
      <div class="wrap">
        <div>
          <h1>{words.heading}</h1>
          <p class="lead">{words.lead}</p>
          <SearchBox page={page} onBand />
          {tries.length > 0 && (
            <p class="try">
              <span>{words.try}</span>
              {tries.map(({ word, href }) => (
                <a href={href} rel="nofollow">
                  {word}
                </a>
              ))}
            </p>
          )}
        </div>
        {map && (
          <figure class="map">
            <PlaceMap dots={map} label={words.mapLabel} />
            <figcaption>{words.mapCaption(page.format.number(map.places))}</figcaption>
          </figure>
        )}
      </div>
    </div>
  )
}

function Figures({ page, model: { figures } }: Options) {
  const words = homeMessages[page.language]
  const lines: readonly (readonly [string, number])[] = [
    [words.figureDatasets, figures.datasets],
    [words.figureOrganizations, figures.organizations],
    [words.figureSources, figures.sources],
    [words.figureFormats, figures.formats],
  ]
  return (
    <div class="band figures-band">
      <div class="wrap">
        <h2 class="sr">{words.figures}</h2>
        <dl class="figures">
          {lines.map(([term, value]) => (
            <div>
              <dt>{term}</dt>
              <dd>
                <span class="num">{page.format.number(value)}</span>
              </dd>
            </div>
          ))}
        </dl>
      </div>
    </div>
  )
}

function Portals({ page, sources }: { page: Page; sources: readonly SourceRow[] }) {
  const words = homeMessages[page.language]
  return (
    <section class="wrap sec">
      <SectionHead
        title={words.portals}
        link={[routes.portals(page.language), runMessages[page.language].portalsAll]}
      />
      <ScrollRegion kind="plain fold" label={words.portals}>
        <table class="plain">
          <thead>
            <tr>
              <th scope="col">{words.portal}</th>
              <th scope="col">{words.portalPublisher}</th>
              <th scope="col">{words.portalKind}</th>
              <th scope="col" class="n">
                {words.portalDatasets}
              </th>
              <th scope="col">{words.portalLastHarvest}</th>
            </tr>
          </thead>
          <tbody>
            {sources.map((source) => (
              <tr>
                <th scope="row">
                  <a href={source.href}>
                    <Localised page={page} text={source.name} />
                  </a>
                </th>
                <td>
                  <Localised page={page} text={source.organization} />
                </td>
                <td>
                  <bdi dir="ltr">{kindNames[source.kind] ?? source.kind}</bdi>
                </td>
                <td class="n">{page.format.number(source.datasets)}</td>
                <td>
                  {source.lastCompleteAt ? (
                    <Status tone="ok">
                      <time dateTime={source.lastCompleteAt}>
                        {page.format.ago(new Date(source.lastCompleteAt), page.now)}
                      </time>
                    </Status>
                  ) : (
                    <Status tone="plain">{words.neverHarvested}</Status>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Developers({ page }: { page: Page }) {
  const words = homeMessages[page.language]
  const { baseUrl } = page.site
  return (
    <div class="band build">
      <div class="wrap dev">
        <div>
          <h2>{words.build}</h2>
          <p>{words.buildLead}</p>
          <p class="row">
            <a class="btn gold" href={routes.developers(page.language)}>
              <Icon name="code" />
              {words.developerGuide}
            </a>
            <a class="btn onband" href={routes.api.openApi()}>
              OpenAPI
            </a>
          </p>
        </div>
        <CodeBlock>
          <span class="k">curl</span> <span class="s">"{baseUrl}/api/v1/datasets?q=water&amp;format=CSV"</span>
          {'\n{ "total": …, "items": [ { "title": { "ar": "…", "fr": "…" }, … } ],\n  "facets": { … }, "next": "…" }'}
        </CodeBlock>
      </div>
    </div>
  )
}
