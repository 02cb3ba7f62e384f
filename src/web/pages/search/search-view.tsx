import { countMessages, layoutMessages, searchMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Pager } from "../../components/pager/pager.tsx"
import { SearchBox } from "../../components/search-box/search-box.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Facets } from "./facets-view.tsx"
import { Hit } from "./hit-view.tsx"
import type { SearchModel } from "./search-model.ts"
import { hasFilters, queryOf } from "./search-query.ts"

export function SearchView({ page, model }: { page: Page; model: SearchModel }) {
  const words = searchMessages[page.language]
  const { query, total } = model
  const title = query.text ? words.resultsTitle(query.text) : words.title
  const pageNumber = query.page > 1 ? `, ${words.page(page.format.number(query.page))}` : ""
  return (
    <Layout
      page={page}
      section="data"
      head={{
        title: title + pageNumber,
        description: `${countMessages[page.language].datasets(total)}. ${layoutMessages[page.language].mission}`,
        indexed: model.indexed,
        ...(model.indexed ? { canonical: query.page > 1 ? `/datasets?page=${query.page}` : "/datasets" } : {}),
      }}
    >
      <div class="wrap">
        <div class="search-top">
          <h1 class="sr">{title}</h1>
          <SearchBox page={page} value={query.text} kept={keptParameters(model)} />
        </div>
        {total === 0 && !hasFilters(query) ? (
          <Nothing page={page} model={model} />
        ) : (
          <div class="g-nav">
            <Facets page={page} model={model} />
            <section id="res">
              <Summary page={page} model={model} />
              {total === 0 ? <Nothing page={page} model={model} /> : <Results page={page} model={model} />}
            </section>
          </div>
        )}
      </div>
    </Layout>
  )
}

/** A new word keeps the filters and the order chosen. */
function keptParameters({ query }: SearchModel): [string, string][] {
  const { q: _words, page: _page, more: _more, ...kept } = queryOf(query)
  return Object.entries(kept).flatMap(([name, value]) =>
    [value ?? []].flat().flatMap((one): [string, string][] => (one ? [[name, one]] : [])),
  )
}

function Summary({ page, model }: { page: Page; model: SearchModel }) {
  const words = searchMessages[page.language]
  const { query, total, chips, sorts } = model
  return (
    <>
      {model.facets.length > 0 && (
        <a class="btn alt filter-btn" href="#filters">
          <Icon name="sliders-horizontal" />
          {words.filters}
          {chips.length > 0 && <span class="num">{chips.length}</span>}
        </a>
      )}
      <div class="row spread found">
        <p role="status">
          <b>{countMessages[page.language].datasets(total)}</b>
          {query.text && (
            <>
              {" "}
              {words.forQuery} <b dir="auto">{words.quoted(query.text)}</b>
            </>
          )}
          {query.page > 1 && (
            <span class="muted">
              {", "}
              {words.pageOf(page.format.number(query.page), page.format.number(model.lastPage))}
            </span>
          )}
        </p>
        {total > 1 && (
          <nav class="sorts" aria-label={words.sortBy}>
            <span aria-hidden="true">{words.sortBy}</span>
            {sorts.map(({ sort, href, current }) => (
              <a href={href} rel="nofollow" {...(current ? { "aria-current": "true" as const } : {})}>
                {words.sorts[sort]}
              </a>
            ))}
          </nav>
        )}
      </div>
      {chips.length > 0 && (
        <ul class="chips" aria-label={words.activeFilters}>
          {chips.map(({ label, href }) => (
            <li>
              <a class="chip" href={href} rel="nofollow">
                <Localised page={page} text={label} />
                <Icon name="x" class="x" />
                <span class="sr">{words.remove}</span>
              </a>
            </li>
          ))}
          <li>
            <a class="chip clear" href={model.links.withoutFilters} rel="nofollow">
              {words.removeAll}
            </a>
          </li>
        </ul>
      )}
      {model.alsoSearched.map(({ word, instead }) => (
        <p class="small muted also">{words.alsoSearched(word, page.format.list(instead.map(words.quoted)))}</p>
      ))}
    </>
  )
}

function Results({ page, model }: { page: Page; model: SearchModel }) {
  const words = searchMessages[page.language]
  const { query, hits } = model
  if (hits.length === 0) {
    return (
      <div class="empty">
        <p>{query.page > model.lastPage && model.total > 10_000 ? words.pageTooFar : words.beyondEnd}</p>
        <p class="next">
          <a class="btn alt" href={model.links.firstPage}>
            {words.firstPage}
          </a>
        </p>
      </div>
    )
  }
  return (
    <>
      {hits.map((hit) => (
        <Hit page={page} hit={hit} />
      ))}
      <Pager page={page} paging={{ current: query.page, last: model.lastPage, href: model.pageHref }} />
      <p class="small as-json">
        <a href={model.links.json} rel="nofollow">
          {words.asJson}
        </a>
      </p>
    </>
  )
}

function Nothing({ page, model }: { page: Page; model: SearchModel }) {
  const words = searchMessages[page.language]
  const { query, wordsAlone, links } = model
  const filtered = hasFilters(query)
  return (
    <div class="empty">
      <div class="prose stack">
        {filtered || !query.text ? (
          <h2 class="disp">{words.emptyFilters}</h2>
        ) : (
          <h2 class="not-found">{words.emptyQuery(query.text)}</h2>
        )}
        {query.text && <p class="muted">{words.emptyHint}</p>}
        {wordsAlone.length > 0 && (
          <>
            <p>{words.emptyFewerWords}</p>
            <p class="row centre">
              {wordsAlone.map(({ word, count, href }) => (
                <a class="chip" href={href} rel="nofollow">
                  <bdi>{word}</bdi> <span class="num">{page.format.number(count)}</span>
                </a>
              ))}
            </p>
          </>
        )}
        <p class="row centre">
          {filtered && (
            <a class="btn" href={links.withoutFilters} rel="nofollow">
              {words.emptyWithoutFilters}
            </a>
          )}
          <a class="btn alt" href={routes.themes(page.language)}>
            {words.emptyBrowse}
          </a>
          <a class="btn alt" href={routes.datasets(page.language)}>
            {words.emptyAll}
          </a>
        </p>
      </div>
    </div>
  )
}
