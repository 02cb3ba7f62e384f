import { type FooterColumn, isBuiltInPage } from "../../../editorial/index.ts"
import { inLanguage, type LocalisedText, layoutMessages, runMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Logo } from "./logo.tsx"

export function Footer({ page, slim = false }: { page: Page; slim?: boolean }) {
  const words = layoutMessages[page.language]
  const { language, editorial } = page
  const settings = editorial?.settings
  const link = (href: string, name: LocalisedText) => [href, inLanguage(name, language)?.text ?? href] as const
  // Pages of the portal itself that have an address of their own stand in their column already.
  const own = (column: FooterColumn) =>
    (editorial?.footerPages ?? [])
      .filter(({ footer, slug }) => footer === column && !isBuiltInPage(slug))
      .map(({ slug, title }) => link(routes.page(language, slug), title))
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
              [routes.portals(language), runMessages[language].portals],
              ...own("explore"),
            ]}
          />
          <Column
            title={words.forDevelopers}
            links={[
              [routes.developers(language), words.api],
              [routes.api.openApi(), words.openApi],
              [routes.sitemap(), words.sitemap],
              ...own("developers"),
            ]}
          />
          <Column
            title={words.portal}
            links={[
              [routes.about(language), words.about],
              [routes.accessibility(language), words.accessibility],
              [routes.privacy(language), words.privacy],
              ...own("portal"),
              ...(settings?.footerLinks ?? []).map(({ label, url }) => link(url, label)),
              ...(settings?.contactEmail ? [[`mailto:${settings.contactEmail}`, words.contact] as const] : []),
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
