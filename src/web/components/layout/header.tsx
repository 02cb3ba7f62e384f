import { directionOf, inLanguage, languageNames, languages, layoutMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Icon } from "../icon/icon.tsx"
import { Localised } from "../localised/localised.tsx"
import { Account, AccountLinks } from "../menu/account-menu.tsx"
import { Logo } from "./logo.tsx"

export type Section = "data" | "organizations" | "themes" | "developers" | "about"

interface Options {
  readonly page: Page
  readonly section?: Section | undefined
  /** Where we are, below the brand; the name of the portal where nothing is said. */
  readonly place?: string | undefined
}

export function Header({ page, section, place }: Options) {
  const words = layoutMessages[page.language]
  const name = inLanguage(page.site.name, page.language)
  return (
    <header class="top">
      <div class="wrap">
        <a class="brand" href={routes.home(page.language)}>
          <Logo />
          <span>
            <b>{words.brand}</b>
            {(place || name) && <small>{place ?? (name && <Localised page={page} text={name} />)}</small>}
          </span>
        </a>
        <nav class="nav" aria-label={words.mainNavigation}>
          <Sections page={page} section={section} />
        </nav>
        <LanguageSwitch page={page} />
        <Account page={page} />
        <details class="burger">
          <summary>
            <Icon name="menu" />
            {words.menu}
          </summary>
          <div>
            <nav aria-label={words.menu}>
              <Sections page={page} section={section} />
            </nav>
            <LanguageSwitch page={page} />
            <AccountLinks page={page} />
          </div>
        </details>
      </div>
    </header>
  )
}

function Sections({ page, section }: { page: Page; section?: Section | undefined }) {
  const words = layoutMessages[page.language]
  const links: readonly [Section, string, string][] = [
    ["data", routes.datasets(page.language), words.data],
    ["organizations", routes.organizations(page.language), words.organizations],
    ["themes", routes.themes(page.language), words.themes],
    ["developers", routes.developers(page.language), words.developers],
    ["about", routes.about(page.language), words.about],
  ]
  return (
    <>
      {links.map(([name, href, word]) => (
        <a href={href} {...(name === section ? { "aria-current": "page" as const } : {})}>
          {word}
        </a>
      ))}
    </>
  )
}

/** The same page and query in the other languages. */
function LanguageSwitch({ page }: { page: Page }) {
  return (
    <nav class="lang" aria-label={layoutMessages[page.language].language}>
      {languages.map((language) => (
        <a
          href={`/${language}${page.address}`}
          lang={language}
          hreflang={language}
          dir={directionOf(language)}
          {...(language === page.language ? { "aria-current": "true" as const } : {})}
        >
          {languageNames[language]}
        </a>
      ))}
    </nav>
  )
}
