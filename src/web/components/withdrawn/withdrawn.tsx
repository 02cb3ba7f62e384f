import type { Withdrawal } from "../../../catalogue/index.ts"
import { datasetMessages, inLanguage, layoutMessages, type ShownText } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Crumbs } from "../crumbs/crumbs.tsx"
import { Code, type FactRow, Facts } from "../facts/facts.tsx"
import { Layout } from "../layout/layout.tsx"
import { Localised } from "../localised/localised.tsx"
import { Notice } from "../notice/notice.tsx"
import { SearchBox } from "../search-box/search-box.tsx"

interface Options {
  readonly page: Page
  readonly title: ShownText
  readonly publisher: { readonly href: string; readonly name: ShownText }
  readonly withdrawal: Withdrawal | undefined
  /** "This series was withdrawn on…", and what remains: each kind of record has its own grammar. */
  readonly words: { readonly withdrawnAt: (date: string) => string; readonly withdrawnKeeps: string }
  /** Path of its permanent identifier. */
  readonly permanent: string
  readonly identifier?: string | undefined
}

/** What was withdrawn keeps its page: what it was, whose, when and why it went. */
export function Withdrawn({ page, title, publisher, withdrawal, words, permanent, identifier }: Options) {
  const common = datasetMessages[page.language]
  const note = inLanguage(withdrawal?.note, page.language)
  const rows: readonly FactRow[] = [
    [common.identifier, identifier && <Code>{identifier}</Code>],
    [common.permanentId, <Code>{page.site.baseUrl + permanent}</Code>],
  ]
  return (
    <Layout page={page} section="data" head={{ title: title.text, indexed: false }}>
      <div class="wrap">
        <Crumbs
          page={page}
          path={[{ href: routes.datasets(page.language), name: layoutMessages[page.language].data }]}
        />
        <div class="ph">
          <h1>
            <Localised page={page} text={title} named />
          </h1>
          <p class="by">
            <a href={publisher.href}>
              <Localised page={page} text={publisher.name} />
            </a>
          </p>
        </div>
        <Notice tone="bad" icon="archive">
          {withdrawal && (
            <p>
              <b>{words.withdrawnAt(page.format.date(withdrawal.at))}</b> {common.withdrawnReason}{" "}
              {common.withdrawalReasons[withdrawal.reason]}.
            </p>
          )}
          {note && (
            <p>
              <Localised page={page} text={note} named />
            </p>
          )}
          <p>{words.withdrawnKeeps}</p>
        </Notice>
        <div class="blk narrow">
          <Facts rows={rows} />
        </div>
        <div class="blk narrow">
          <SearchBox page={page} />
        </div>
      </div>
    </Layout>
  )
}
