import { errorMessages } from "../../../texts/index.ts"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { SearchBox } from "../../components/search-box/search-box.tsx"
import type { RecordLine } from "../../models/record.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

export type ErrorKind = "notFound" | "gone" | "badRequest" | "tooMany" | "failure" | "unavailable"

export interface ErrorModel {
  readonly status: number
  readonly kind: ErrorKind
  /** Request id, to tell us of a failure. */
  readonly reference?: string | undefined
  readonly sought?: string | undefined
  readonly nearest?: readonly RecordLine[]
}

/** What happened and what to do, with the search box at hand; no internals. */
export function ErrorView({ page, model }: { page: Page; model: ErrorModel }) {
  const words = errorMessages[page.language]
  const { title, text } = words[model.kind]
  const { nearest = [] } = model
  return (
    <Layout page={page} head={{ title, indexed: false }}>
      <div class="wrap refusal">
        <div class={nearest.length > 0 ? "g-side" : undefined}>
          <div>
            <p class="big404" aria-hidden="true">
              {model.status}
            </p>
            <h1 class="disp">{title}</h1>
            <p class="muted prose">{text}</p>
            {model.reference && (
              <p class="small faint">
                <bdi>{words.reference(model.reference)}</bdi>
              </p>
            )}
            <div class="narrow">
              <SearchBox page={page} value={model.sought ?? ""} />
            </div>
            <p class="next">
              <a href={routes.home(page.language)}>{words.home}</a>
            </p>
          </div>
          {nearest.length > 0 && (
            <aside aria-label={words.nearest}>
              <h2 class="h2">{words.nearest}</h2>
              <ul class="lead-l">
                {nearest.map((record) => (
                  <li>
                    <a href={record.href}>
                      <Localised page={page} text={record.title} />
                    </a>
                    <span class="ldr" />
                    {record.formats[0] && <span class="fmt">{record.formats[0]}</span>}
                  </li>
                ))}
              </ul>
            </aside>
          )}
        </div>
      </div>
    </Layout>
  )
}
