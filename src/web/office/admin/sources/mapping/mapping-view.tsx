import { adminMessages, inLanguage, sourceMappingMessages, sourceMessages } from "../../../../../texts/index.ts"
import { Crumbs } from "../../../../components/crumbs/crumbs.tsx"
import { ErrorSummary, PostButton } from "../../../../components/form/form.tsx"
import { Localised } from "../../../../components/localised/localised.tsx"
import { Notice } from "../../../../components/notice/notice.tsx"
import { sourceName } from "../../../../models/source-name.ts"
import { routes } from "../../../../routes.ts"
import type { OfficePage } from "../../../office-route.ts"
import { OfficeLayout } from "../../../shell/office-layout.tsx"
import { DefaultsSection } from "./defaults-section.tsx"
import { DropSection } from "./drop-section.tsx"
import { FiltersSection } from "./filters-section.tsx"
import type { MappingModel } from "./mapping-model.ts"
import { PublishersSection } from "./publishers-section.tsx"
import { WordsSection } from "./words-section.tsx"

export function MappingView({ page, model }: { page: OfficePage; model: MappingModel }) {
  const [words, own] = [adminMessages[page.language], sourceMappingMessages[page.language]]
  const { source, refusal } = model
  const sourceHref = routes.office(page.language, `/sources/${source.id}`)
  const given = { page, model, here: `${sourceHref}/mapping` }
  return (
    <OfficeLayout page={page} title={own.mapping} lead={own.mappingLead}>
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: words.sources },
          { href: sourceHref, name: <Localised page={page} text={sourceName(source, page.language)} /> },
          { name: own.mapping },
        ]}
      />
      <ErrorSummary page={page} refusal={refusal} />
      {source.fullDueSince && model.isRead && (
        <Notice icon="info">
          <p>{own.nextRunAll}</p>
          {source.active && (
            <div class="row below">
              <PostButton page={page} action={sourceHref} fields={{ act: "run" }} kind="btn sm">
                {words.runNow}
              </PostButton>
              <PostButton page={page} action={sourceHref} fields={{ act: "preview" }}>
                {sourceMessages[page.language].preview}
              </PostButton>
            </div>
          )}
        </Notice>
      )}
      <Contents page={page} />
      <WordsSection {...given} />
      <DefaultsSection {...given} />
      <DropSection {...given} />
      <FiltersSection {...given} />
      {source.organizations === "remote" ? (
        <PublishersSection {...given} />
      ) : (
        <section aria-labelledby="publishers" class="blk">
          <h2 id="publishers">{own.publishers}</h2>
          <p>{own.allGiven(inLanguage(source.organization.name, page.language)?.text ?? source.organization.slug)}</p>
        </section>
      )}
    </OfficeLayout>
  )
}

function Contents({ page }: { page: OfficePage }) {
  const own = sourceMappingMessages[page.language]
  const sections = ["unknown", "meanings", "defaults", "drop", "filters", "publishers"] as const
  return (
    <nav aria-label={own.mapping}>
      <ul class="row ways">
        {sections.map((name) => (
          <li>
            <a href={`#${name}`}>{own[name]}</a>
          </li>
        ))}
      </ul>
    </nav>
  )
}
