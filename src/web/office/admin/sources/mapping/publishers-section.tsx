import type { OrganizationRef } from "../../../../../catalogue/index.ts"
import type { SourcePublisher } from "../../../../../harvest/index.ts"
import { countMessages, inLanguage, sourceMappingMessages } from "../../../../../texts/index.ts"
import { PostButton } from "../../../../components/form/form.tsx"
import { Localised } from "../../../../components/localised/localised.tsx"
import { ScrollRegion } from "../../../../components/table/scroll-region.tsx"
import { routes } from "../../../../routes.ts"
import type { OfficePage } from "../../../office-route.ts"
import type { PublisherSearch, SectionOptions } from "./mapping-model.ts"

const most = 500

/** How the source calls publishers, and which of our bodies each one is. */
export function PublishersSection({ page, model, here }: SectionOptions) {
  const own = sourceMappingMessages[page.language]
  const { publishers, search } = model
  return (
    <section aria-labelledby="publishers" class="blk" id="f-publishers">
      <h2 id="publishers">{own.publishers}</h2>
      <p class="muted">{own.publishersText}</p>
      {publishers.length === 0 ? (
        <p class="empty">{model.isRead ? own.noPublishers : own.notRead}</p>
      ) : (
        <ScrollRegion label={own.publishers} kind="stacked">
          <table>
            <thead>
              <tr>
                <th scope="col">{own.publisher}</th>
                <th scope="col">{own.datasets}</th>
                <th scope="col">{own.ourBody}</th>
                <th scope="col">{own.otherBody}</th>
              </tr>
            </thead>
            <tbody>
              {publishers.map((publisher, at) => (
                <PublisherRow
                  page={page}
                  publisher={publisher}
                  here={here}
                  id={`publisher-${at}`}
                  search={search?.key === publisher.key ? search : undefined}
                />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {publishers.length >= most && <p class="small">{own.morePublishers}</p>}
    </section>
  )
}

interface RowOptions {
  readonly page: OfficePage
  readonly publisher: SourcePublisher
  readonly here: string
  readonly id: string
  readonly search: PublisherSearch | undefined
}

function PublisherRow({ page, publisher, here, id, search }: RowOptions) {
  const own = sourceMappingMessages[page.language]
  const { datasets, organization, suggestions } = publisher
  const name = inLanguage(publisher.publisher.name, page.language)
  const ours = organization && inLanguage(organization.name, page.language)
  return (
    <tr id={id}>
      <th scope="row">{name ? <Localised page={page} text={name} /> : <bdi dir="ltr">{publisher.key}</bdi>}</th>
      <td>{countMessages[page.language].datasets(datasets)}</td>
      <td>
        {organization && ours ? (
          <a href={routes.organization(page.language, organization.slug)}>
            <Localised page={page} text={ours} />
          </a>
        ) : (
          <span class="muted">{own.notSaid}</span>
        )}
      </td>
      <td>
        <Buttons page={page} here={here} publisher={publisher} bodies={suggestions} />
        <details open={search !== undefined}>
          <summary>
            {own.otherBody}
            <span class="sr">: {name?.text ?? publisher.key}</span>
          </summary>
          <SearchBody page={page} here={here} id={id} publisher={publisher} text={search?.text ?? ""} />
          {search && (
            <div role="status">
              <p class="small">{search.hits.length > 0 ? own.found(name?.text ?? publisher.key) : own.notFound}</p>
              <Buttons page={page} here={here} publisher={publisher} bodies={search.hits} />
            </div>
          )}
        </details>
      </td>
    </tr>
  )
}

function Buttons({
  page,
  here,
  publisher,
  bodies,
}: Pick<RowOptions, "page" | "here" | "publisher"> & { bodies: readonly OrganizationRef[] }) {
  if (bodies.length === 0) return null
  const own = sourceMappingMessages[page.language]
  return (
    <div class="row after">
      {bodies.map(({ id, name, slug }) => (
        <PostButton page={page} action={here} fields={{ act: "publisher", publisher: publisher.key, organization: id }}>
          {own.itIs(inLanguage(name, page.language)?.text ?? slug)}
        </PostButton>
      ))}
    </div>
  )
}

function SearchBody({
  page,
  here,
  id,
  publisher,
  text,
}: Pick<RowOptions, "page" | "here" | "id" | "publisher"> & { text: string }) {
  const own = sourceMappingMessages[page.language]
  const name = inLanguage(publisher.publisher.name, page.language)?.text ?? publisher.key
  return (
    <form action={`${here}#${id}`} class="find line">
      <input type="hidden" name="publisher" value={publisher.key} />
      <input type="search" name="q" value={text} maxLength={100} dir="auto" aria-label={`${own.otherBody}: ${name}`} />
      <button type="submit" class="btn sm alt">
        {own.search}
      </button>
    </form>
  )
}
