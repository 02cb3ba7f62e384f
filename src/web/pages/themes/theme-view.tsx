import { countMessages, themeMessages } from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Leaders } from "../../components/leaders/leaders.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { RecordList } from "../../components/record-list/record-list.tsx"
import { SearchBox } from "../../components/search-box/search-box.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { leaderLines } from "../home/home-view.tsx"
import type { ThemeModel } from "./theme-model.ts"

export function ThemeView({ page, model }: { page: Page; model: ThemeModel }) {
  const words = themeMessages[page.language]
  const { theme, label, total, recent, publishers, keywords } = model
  return (
    <Layout
      page={page}
      section="themes"
      head={{
        title: label.text,
        description: `${label.text}: ${countMessages[page.language].datasets(total)}`,
        canonical: `/themes/${encodeURIComponent(theme.code)}`,
      }}
    >
      <div class="wrap">
        <Crumbs page={page} path={[{ href: routes.themes(page.language), name: words.title }]} />
        <div class="ph">
          <h1>
            <Localised page={page} text={label} named />
          </h1>
          <p class="by">{countMessages[page.language].datasets(total)}</p>
        </div>
        <SearchBox page={page} kept={[["theme", theme.code]]} />
        <div class="g-side sec">
          <section>
            <div class="sec-h">
              <h2>{words.recent}</h2>
              {total > recent.length && <a href={model.allHref}>{words.all(page.format.number(total))}</a>}
            </div>
            {recent.length > 0 ? <RecordList page={page} records={recent} /> : <p class="muted">{words.none}</p>}
          </section>
          <div class="stack-l">
            {publishers.length > 0 && (
              <section>
                <div class="sec-h">
                  <h2>{words.publishers}</h2>
                </div>
                <Leaders lines={leaderLines(page, publishers)} />
              </section>
            )}
            {keywords.length > 0 && (
              <section>
                <div class="sec-h">
                  <h2>{words.keywords}</h2>
                </div>
                <ul class="chips tags">
                  {keywords.map(({ word, href }) => (
                    <li>
                      <a class="tag" href={href} rel="nofollow" dir="auto">
                        {word}
                      </a>
                    </li>
                  ))}
                </ul>
              </section>
            )}
            {theme.euTheme && (
              <p class="small muted">
                {words.euTheme}{" "}
                <a href={`http://publications.europa.eu/resource/authority/data-theme/${theme.euTheme}`} rel="noopener">
                  <Localised page={page} text={{ text: theme.euTheme, lang: "en", dir: "ltr", foreign: true }} />
                </a>
              </p>
            )}
          </div>
        </div>
      </div>
    </Layout>
  )
}
