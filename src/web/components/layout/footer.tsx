import { inLanguage, layoutMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Logo } from "./logo.tsx"

export function Footer({ page, slim = false }: { page: Page; slim?: boolean }) {
  const words = layoutMessages[page.language]
  const { language } = page
  return (
    <footer class={slim ? "foot slim" : "foot"}>
      <div class="wrap">
        <div class="cols">
          <div>
            <p class="brand">
              <Logo />
              <span>
                <b>{words.brand}</b>
              </span>
            </p>
            <p class="mission">{words.mission}</p>
          </div>
          <Column
            title={words.explore}
            links={[
              [routes.datasets(language), words.allData],
              [routes.themes(language), words.themes],
              [routes.organizations(language), words.organizations],
              [routes.licences(language), words.licences],
            ]}
          />
          <Column
            title={words.forDevelopers}
            links={[
              [routes.developers(language), words.api],
              [routes.api.openApi(), words.openApi],
              [routes.sitemap(), words.sitemap],
            ]}
          />
          <Column
            title={words.portal}
            links={[
              [routes.about(language), words.about],
              [routes.accessibility(language), words.accessibility],
              [routes.privacy(language), words.privacy],
            ]}
          />
        </div>
        <div class="end">
          <span>{words.licenceLine}</span>
          <span>{words.updateLine}</span>
          {page.site.attributions.map(({ text, url }) => {
            const shown = inLanguage(text, language)
            return shown && <a href={url}>{shown.text}</a>
          })}
        </div>
      </div>
    </footer>
  )
}

function Column({ title, links }: { title: string; links: readonly (readonly [href: string, word: string])[] }) {
  return (
    <div>
      <h2>{title}</h2>
      <ul>
        {links.map(([href, word]) => (
          <li>
            <a href={href}>{word}</a>
          </li>
        ))}
      </ul>
    </div>
  )
}
