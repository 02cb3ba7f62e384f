import { explorerMessages } from "../../../../texts/index.ts"
import { CodeBlock } from "../../../components/table/scroll-region.tsx"
import type { Page } from "../../../page.ts"
import { routes } from "../../../routes.ts"
import type { Explored } from "../explore-model.ts"
import { withQuery } from "../explore-state.ts"
import { FiltersView } from "../filters-view.tsx"
import { CopyButton } from "../tools-view.tsx"
import { snippetsOf } from "./snippets.ts"

/** The call that gives what the reader sees, in four languages. */
export function CodeView({ page, explored }: { page: Page; explored: Explored }) {
  const words = explorerMessages[page.language].api
  const { table, state } = explored
  const { baseUrl } = page.site
  const address = (part: string) => baseUrl + withQuery(routes.api.table(table.id, part), state.question)
  const snippets = snippetsOf({ csv: address("rows.csv"), json: address("rows") })
  return (
    <>
      <FiltersView page={page} explored={explored} />
      <section class="stack prose-wide">
        <h2>{words.title}</h2>
        <p class="muted">{words.hint}</p>
        {[{ name: words.address, code: address("rows") }, ...snippets].map(({ name, code }, at) => (
          <section>
            <div class="row spread">
              <h3>{name}</h3>
              <CopyButton page={page} from={`code-${at}`} />
            </div>
            <div id={`code-${at}`}>
              <CodeBlock>{code}</CodeBlock>
            </div>
          </section>
        ))}
        <p class="row">
          <a href={routes.developers(page.language)}>{words.documentation}</a>
          <a href={routes.api.table(table.id, "schema")} rel="nofollow">
            {words.schema}
          </a>
        </p>
      </section>
    </>
  )
}
