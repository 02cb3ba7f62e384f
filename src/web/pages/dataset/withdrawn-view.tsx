import type { Dataset } from "../../../catalogue/index.ts"
import { datasetMessages, inLanguage } from "../../../texts/index.ts"
import { Withdrawn } from "../../components/withdrawn/withdrawn.tsx"
import { shownOrCode } from "../../models/catalogue-words.ts"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"

/** A withdrawn dataset keeps its page. */
export function WithdrawnView({ page, dataset }: { page: Page; dataset: Dataset }) {
  const { language } = page
  const { organization, slug } = dataset
  return (
    <Withdrawn
      page={page}
      title={inLanguage(dataset.title, language, dataset.sourceLanguage) ?? shownOrCode(undefined, language, slug)}
      publisher={{
        href: routes.organization(language, organization.slug),
        name: shownOrCode(organization.name, language, organization.slug),
      }}
      withdrawal={dataset.withdrawal}
      words={datasetMessages[language]}
      permanent={routes.permanent(dataset.id)}
      identifier={dataset.identifier}
    />
  )
}
