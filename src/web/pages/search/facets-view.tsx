import { countMessages, searchMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { FacetBlock, SearchModel } from "./search-model.ts"
import { defaultSort } from "./search-query.ts"

/** Native checkboxes and one button: no link per combination, and nothing that needs a script. */
export function Facets({ page, model }: { page: Page; model: SearchModel }) {
  const words = searchMessages[page.language]
  const { query, facets } = model
  if (facets.length === 0) return null
  return (
    <aside class="filters" id="filters" aria-label={words.filters}>
      <a class="btn alt close" href="#res">
        <Icon name="x" />
        {words.closeFilters}
      </a>
      <form action={routes.datasets(page.language)}>
        {query.text && <input type="hidden" name="q" value={query.text} />}
        {query.sort !== defaultSort(query.text) && <input type="hidden" name="sort" value={query.sort} />}
        {facets.map((facet) => (
          <Facet page={page} facet={facet} />
        ))}
        <div class="apply-bar">
          <button type="submit" class="btn sm apply">
            {words.apply}
          </button>
        </div>
      </form>
    </aside>
  )
}

function Facet({ page, facet }: { page: Page; facet: FacetBlock }) {
  const words = searchMessages[page.language]
  return (
    <details class="facet" open={facet.open}>
      <summary>
        {words.facets[facet.name]}
        <Icon name="chevron-down" />
      </summary>
      <ul>
        {facet.values.map(({ value, label, count, selected }) => (
          <li>
            <label>
              <input type="checkbox" name={facet.name} value={value} checked={selected} />
              <span class="l">
                <Localised page={page} text={label} />
              </span>
              <span class="ldr" />
              <span class="num">{page.format.number(count)}</span>
            </label>
          </li>
        ))}
      </ul>
      {facet.more && (
        <p class="small more">
          <a href={facet.more.href} rel="nofollow">
            {countMessages[page.language].others(facet.more.count)}
          </a>
        </p>
      )}
    </details>
  )
}
