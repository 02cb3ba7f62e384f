import type { ProseSection } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import type { Page } from "../../page.ts"

export interface Prose {
  readonly title: string
  readonly lead: string
  readonly sections: readonly ProseSection[]
}

/** An editorial page: a title, what it is about, short sections. */
export function ProseView({ page, prose, canonical }: { page: Page; prose: Prose; canonical: string }) {
  return (
    <Layout page={page} section="about" kind="edit" head={{ title: prose.title, description: prose.lead, canonical }}>
      <div class="wrap">
        <div class="ph intro prose">
          <h1 class="kufi">{prose.title}</h1>
          <p class="alt-t">{prose.lead}</p>
        </div>
        <div class="prose">
          {prose.sections.map(({ heading, paragraphs }) => (
            <section class="blk">
              <h2>{heading}</h2>
              {paragraphs.map((paragraph) => (
                <p>{paragraph}</p>
              ))}
            </section>
          ))}
        </div>
      </div>
    </Layout>
  )
}
