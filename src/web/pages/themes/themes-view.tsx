import { themeMessages } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import { Leaders } from "../../components/leaders/leaders.tsx"
import type { Page } from "../../page.ts"
import type { CountedLink } from "../home/home-model.ts"
import { leaderLines } from "../home/home-view.tsx"

export function ThemesView({ page, themes }: { page: Page; themes: readonly CountedLink[] }) {
  const words = themeMessages[page.language]
  return (
    <Layout
      page={page}
      section="themes"
      kind="edit"
      head={{ title: words.title, description: words.lead, canonical: "/themes" }}
    >
      <div class="wrap">
        <div class="ph intro">
          <h1 class="kufi">{words.heading}</h1>
          <p class="alt-t">{words.lead}</p>
        </div>
        <Leaders columns lines={leaderLines(page, themes)} />
      </div>
    </Layout>
  )
}
