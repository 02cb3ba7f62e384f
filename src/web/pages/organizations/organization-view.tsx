import { countMessages, organizationMessages, richTextToPlain } from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Leaders } from "../../components/leaders/leaders.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { RichText } from "../../components/prose/rich-text.tsx"
import { RecordList } from "../../components/record-list/record-list.tsx"
import { safeUrl } from "../../models/safe-url.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { leaderLines } from "../home/home-view.tsx"
import type { OrganizationModel } from "./organization-model.ts"

interface Options {
  readonly page: Page
  readonly model: OrganizationModel
}

export function OrganizationView({ page, model }: Options) {
  const words = organizationMessages[page.language]
  const { name, organization, description } = model
  const summary = description
    ? richTextToPlain(description.text, 300)
    : countMessages[page.language].datasets(model.own)
  return (
    <Layout
      page={page}
      section="organizations"
      head={{
        title: name.text,
        description: summary,
        canonical: `/organizations/${encodeURIComponent(organization.slug)}`,
      }}
    >
      <div class="wrap">
        <Crumbs
          page={page}
          path={[{ href: routes.organizations(page.language), name: words.title }, { name: model.level }]}
        />
        <Head page={page} model={model} />
        {model.successor && (
          <Notice icon="info">
            {words.successor}{" "}
            <a href={model.successor.href}>
              <Localised page={page} text={model.successor.name} />
            </a>
          </Notice>
        )}
        <Figures page={page} model={model} />
        <div class="g-side">
          <div class="stack-l">
            {description && (
              <div>
                <RichText page={page} text={description} />
              </div>
            )}
            <section>
              <div class="sec-h">
                <h2>{words.ownDatasets}</h2>
                {model.own > model.recent.length && (
                  <a href={model.allHref}>{words.allDatasets(page.format.number(model.own))}</a>
                )}
              </div>
              {model.recent.length > 0 ? (
                <RecordList page={page} records={model.recent} withPublisher={false} />
              ) : (
                <p class="muted">{words.noDatasets}</p>
              )}
            </section>
          </div>
          <Side page={page} model={model} />
        </div>
      </div>
    </Layout>
  )
}

function Head({ page, model }: Options) {
  const words = organizationMessages[page.language]
  const homepage = safeUrl(model.organization.homepage)
  return (
    <div class="ph">
      <h1>
        <Localised page={page} text={model.name} named />
      </h1>
      {model.otherNames.map((other) => (
        <p class="alt-t">
          <Localised page={page} text={other} />
        </p>
      ))}
      <p class="by row">
        {model.organization.acronym && <bdi>{model.organization.acronym}</bdi>}
        {model.parent && (
          <span>
            {words.parent}{" "}
            <a href={model.parent.href}>
              <Localised page={page} text={model.parent.name} />
            </a>
          </span>
        )}
        {homepage && (
          <a href={homepage} rel="noopener">
            <Icon name="external-link" /> <bdi dir="ltr">{homepage.replace(/^https?:\/\//, "").replace(/\/$/, "")}</bdi>
          </a>
        )}
      </p>
    </div>
  )
}

function Figures({ page, model }: Options) {
  const words = organizationMessages[page.language]
  const lines: readonly (readonly [string, number, string?])[] = [
    [words.datasets, model.own],
    ...(model.children.length > 0
      ? ([
          [words.withDatasets, model.all],
          [words.children, model.children.length],
        ] as const)
      : []),
  ]
  return (
    <dl class="g4 kpis">
      {lines.map(([term, value]) => (
        <div class="kpi">
          <dt>{term}</dt>
          <dd class="num">{page.format.number(value)}</dd>
        </div>
      ))}
    </dl>
  )
}

function Side({ page, model }: Options) {
  const words = organizationMessages[page.language]
  const blocks: readonly (readonly [string, preact.ComponentChildren | false])[] = [
    [words.children, model.children.length > 0 && <Leaders lines={leaderLines(page, model.children)} />],
    [words.themes, model.themes.length > 0 && <Leaders lines={leaderLines(page, model.themes)} />],
    [
      words.formats,
      model.formats.length > 0 && (
        <Leaders
          lines={model.formats.map(({ format, href, count }) => ({
            key: format,
            href,
            name: <span class="fmt">{format}</span>,
            value: page.format.number(count),
          }))}
        />
      ),
    ],
    [
      words.formerNames,
      model.formerNames.length > 0 && (
        <div class="small muted">
          <ul>
            {model.formerNames.map((former) => (
              <li>
                <Localised page={page} text={former} />
              </li>
            ))}
          </ul>
          <p>{words.formerNamesNote}</p>
        </div>
      ),
    ],
  ]
  return (
    <div class="stack-l">
      {blocks.map(
        ([title, content]) =>
          content && (
            <section>
              <div class="sec-h">
                <h2>{title}</h2>
              </div>
              {content}
            </section>
          ),
      )}
    </div>
  )
}
