import type { Dataset } from "../../../catalogue/index.ts"
import { datasetMessages, inLanguage, layoutMessages } from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { SearchBox } from "../../components/search-box/search-box.tsx"
import { shownOrCode } from "../../models/catalogue-words.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

/** A withdrawn dataset keeps its page: what it was, whose, when and why it went. */
export function WithdrawnView({ page, dataset }: { page: Page; dataset: Dataset }) {
  const words = datasetMessages[page.language]
  const title =
    inLanguage(dataset.title, page.language, dataset.sourceLanguage) ??
    shownOrCode(undefined, page.language, dataset.slug)
  const publisher = shownOrCode(dataset.organization.name, page.language, dataset.organization.slug)
  const { withdrawal } = dataset
  const note = inLanguage(withdrawal?.note, page.language)
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
            <a href={routes.organization(page.language, dataset.organization.slug)}>
              <Localised page={page} text={publisher} />
            </a>
          </p>
        </div>
        <Notice tone="bad" icon="archive">
          {withdrawal && (
            <p>
              <b>{words.withdrawnAt(page.format.date(withdrawal.at))}</b> {words.withdrawnReason}{" "}
              {words.withdrawalReasons[withdrawal.reason]}.
            </p>
          )}
          {note && (
            <p>
              <Localised page={page} text={note} named />
            </p>
          )}
          <p>{words.withdrawnKeeps}</p>
        </Notice>
        <dl class="kv blk narrow">
          {dataset.identifier && (
            <div>
              <dt>{words.identifier}</dt>
              <dd>
                <code dir="ltr">{dataset.identifier}</code>
              </dd>
            </div>
          )}
          <div>
            <dt>{words.permanentId}</dt>
            <dd>
              <code class="wrap-any" dir="ltr">
                {page.site.baseUrl + routes.permanent(dataset.id)}
              </code>
            </dd>
          </div>
        </dl>
        <div class="narrow">
          <SearchBox page={page} />
        </div>
      </div>
    </Layout>
  )
}
