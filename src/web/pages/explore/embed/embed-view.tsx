import type { ComponentChildren } from "preact"
import { directionOf, explorerMessages, inLanguage } from "../../../../texts/index.ts"
import { HeadTags } from "../../../components/layout/layout.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import type { Page } from "../../../page.ts"
import { routes } from "../../../routes.ts"
import { type Explored, tableName } from "../explore-model.ts"
import { withQuery } from "../explore-state.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly slug: string
  readonly children: ComponentChildren
}

/** What somebody shows in a page of their own: the view alone, and where it comes from. */
export function EmbedView({ page, explored, slug, children }: Options) {
  const words = explorerMessages[page.language]
  const { file, table, state } = explored
  const whole = withQuery(routes.explore(page.language, slug, table.id), state.pairs)
  return (
    <html lang={page.language} dir={directionOf(page.language)}>
      <HeadTags page={page} head={{ title: tableName(explored, page), indexed: false }} />
      <body class="wide">
        <main id="main" class="embed">
          <h1 class="h2">
            <Localised page={page} text={file.title} />
          </h1>
          {children}
          <p class="small embed-foot">
            {words.embedBy(inLanguage(page.site.name, page.language)?.text ?? "")}{" "}
            <a href={whole} target="_top">
              {words.openInPortal}
            </a>
          </p>
        </main>
      </body>
    </html>
  )
}
