import { countMessages, organizationMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Leaders } from "../../components/leaders/leaders.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { leaderLines } from "../home/home-view.tsx"
import type { OrganizationsModel } from "./organization-model.ts"

export function OrganizationsView({ page, model }: { page: Page; model: OrganizationsModel }) {
  const words = organizationMessages[page.language]
  const { query, groups, total } = model
  return (
    <Layout
      page={page}
      section="organizations"
      kind="edit"
      head={{ title: words.title, description: words.lead, indexed: query === "", canonical: "/organizations" }}
    >
      <div class="wrap">
        <div class="ph intro">
          <h1 class="kufi">{words.heading}</h1>
          <p class="alt-t">{words.lead}</p>
        </div>
        <search class="narrow">
          <form class="find line" action={routes.organizations(page.language)}>
            <label class="sr" for="body">
              {words.search}
            </label>
            <input id="body" name="q" type="search" value={query} placeholder={words.placeholder} maxLength={200} />
            <button type="submit" class="btn">
              <Icon name="search" />
              {words.search}
            </button>
          </form>
        </search>
        <p class="row blk" role="status">
          <b>
            {total > 0 ? countMessages[page.language].organizations(total) : query ? words.none(query) : words.noneYet}
          </b>
          {query && <a href={routes.organizations(page.language)}>{words.showAll}</a>}
        </p>
        {groups.map(({ level, bodies }) => (
          <section class="sec">
            <div class="sec-h">
              <h2>{words.levels[level]}</h2>
              <span class="small muted">{countMessages[page.language].organizations(bodies.length)}</span>
            </div>
            <Leaders columns lines={leaderLines(page, bodies)} />
          </section>
        ))}
      </div>
    </Layout>
  )
}
