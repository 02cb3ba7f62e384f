import type { DataService } from "../../../catalogue/index.ts"
import {
  datasetMessages,
  layoutMessages,
  richTextToPlain,
  type ShownText,
  serviceMessages,
} from "../../../texts/index.ts"
import { Contact } from "../../components/contact/contact.tsx"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Code, type FactRow, Facts } from "../../components/facts/facts.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { LicenceWords } from "../../components/licence/licence-words.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { MembersSection } from "../../components/members/members.tsx"
import { RichText } from "../../components/prose/rich-text.tsx"
import type { LicenceFacts } from "../../models/licence-facts.ts"
import type { MemberList } from "../../models/members.ts"
import { safeUrl } from "../../models/safe-url.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { NamedLink } from "../dataset/dataset-model.ts"

export interface ServiceModel {
  readonly service: DataService
  readonly title: ShownText
  readonly publisher: NamedLink
  readonly description?: ShownText
  readonly licence: LicenceFacts
  readonly members: MemberList
}

interface Options {
  readonly page: Page
  readonly model: ServiceModel
}

export function ServiceView({ page, model }: Options) {
  const words = serviceMessages[page.language]
  const { service, title, publisher, description, members } = model
  const plain = description ? richTextToPlain(description.text, 300) : words.title
  return (
    <Layout
      page={page}
      section="data"
      head={{
        title: title.text,
        description: plain,
        canonical: `/services/${encodeURIComponent(service.slug)}`,
        // Older datasets have pages of their own to be found by.
        indexed: members.freshestHref === undefined,
        jsonLd: jsonLd(page, model, plain),
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
          <p class="by">
            <a href={publisher.href}>
              <Localised page={page} text={publisher.name} />
            </a>
          </p>
        </div>
        <div class="record">
          <aside class="blk key" aria-label={words.card}>
            <Facts rows={keyRows(page, model)} />
          </aside>
          <div class="blk body stack-l">
            {description ? <RichText page={page} text={description} /> : <p class="muted">{words.noDescription}</p>}
            <Access page={page} service={service} />
            <MembersSection
              page={page}
              title={words.datasets}
              none={words.noDatasets}
              members={members}
              publisher={publisher.name}
            />
          </div>
          <aside class="more-facts" aria-label={datasetMessages[page.language].metadata}>
            <Facts rows={moreRows(page, service)} />
          </aside>
        </div>
      </div>
    </Layout>
  )
}

/** Where it answers and where that is explained. */
function Access({ page, service }: { page: Page; service: DataService }) {
  const words = serviceMessages[page.language]
  const endpoint = safeUrl(service.endpointUrl)
  const documentation = safeUrl(service.endpointDescription)
  return (
    <section>
      <div class="sec-h">
        <h2>{words.access}</h2>
      </div>
      {endpoint ? (
        <Facts rows={[[words.endpoint, <Code>{endpoint}</Code>]]} />
      ) : (
        <p class="muted">{words.noEndpoint}</p>
      )}
      {(endpoint || documentation) && (
        <p class="row actions">
          {documentation && (
            <a class="btn" href={documentation} rel="noopener">
              <Icon name="code" />
              {words.documentation}
            </a>
          )}
          {endpoint && (
            <a class="btn alt" href={endpoint} rel="noopener">
              <Icon name="external-link" class="flip" />
              {words.open}
            </a>
          )}
        </p>
      )}
    </section>
  )
}

/** What decides whether it is of use. */
function keyRows(page: Page, { service, licence }: ServiceModel): readonly FactRow[] {
  const words = datasetMessages[page.language]
  const contacts = service.contactPoints ?? []
  return [
    [words.licence, <LicenceWords page={page} licence={licence} />],
    [words.contact, contacts.length > 0 && contacts.map((contact) => <Contact contact={contact} />)],
  ]
}

function moreRows(page: Page, service: DataService): readonly FactRow[] {
  const words = datasetMessages[page.language]
  const permanent = routes.permanent(service.id, "service")
  return [
    [
      words.metadataModified,
      <time dateTime={service.metadataModified}>{page.format.date(service.metadataModified)}</time>,
    ],
    [
      words.permanentId,
      <a class="id" href={permanent}>
        <Code>{(page.site.baseUrl + permanent).replace(/^https?:\/\//, "")}</Code>
      </a>,
    ],
    [words.metadata, <a href={routes.api.service(service.id)}>{words.json}</a>],
  ]
}

/** schema.org WebAPI for search engines. */
function jsonLd(page: Page, { service, title, publisher, licence }: ServiceModel, description: string): object {
  const { baseUrl } = page.site
  return {
    "@context": "https://schema.org/",
    "@type": "WebAPI",
    "@id": baseUrl + routes.permanent(service.id, "service"),
    name: title.text,
    description,
    url: safeUrl(service.endpointUrl),
    documentation: safeUrl(service.endpointDescription),
    provider: { "@type": "GovernmentOrganization", name: publisher.name.text, url: baseUrl + publisher.href },
    license: licence.kind === "known" ? (licence.licence.url ?? baseUrl + licence.href) : undefined,
  }
}
