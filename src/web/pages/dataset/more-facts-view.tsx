import { datasetMessages, isLanguage, type ShownText, searchMessages } from "../../../texts/index.ts"
import { Code, type FactRow, Facts } from "../../components/facts/facts.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Corrected } from "./corrected-view.tsx"
import type { DatasetModel, NamedLink } from "./dataset-model.ts"

interface Options {
  readonly page: Page
  readonly model: DatasetModel
}

/** The rest of the record: subjects, dates, identifiers, how to cite. */
export function MoreFacts({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { dataset, themes, keywords, publisherAtSource } = model
  const { date, list, languageName } = page.format
  const permanent = page.site.baseUrl + routes.permanent(dataset.id)
  const term = (name: string, field: string) => (
    <>
      {name}
      <Corrected page={page} model={model} field={field} />
    </>
  )
  const rows: readonly FactRow[] = [
    [term(words.themes, "themes"), themes.length > 0 && <Links page={page} links={themes} />],
    [term(words.keywords, "keywords"), keywords.length > 0 && <Tags page={page} links={keywords} />],
    [words.publisherAtSource, publisherAtSource && <Localised page={page} text={publisherAtSource} />],
    [term(words.issued, "issued"), dataset.issued && <time dateTime={dataset.issued}>{date(dataset.issued)}</time>],
    [
      term(words.modified, "modified"),
      dataset.modified && <time dateTime={dataset.modified}>{date(dataset.modified)}</time>,
    ],
    [words.metadataModified, <time dateTime={dataset.metadataModified}>{date(dataset.metadataModified)}</time>],
    [term(words.version, "version"), dataset.version && <bdi>{dataset.version}</bdi>],
    [term(words.languages, "languages"), dataset.languages?.length && list(dataset.languages.map(languageName))],
    [
      term(words.conformsTo, "conformsTo"),
      dataset.conformsTo?.length && <bdi dir="ltr">{list(dataset.conformsTo)}</bdi>,
    ],
    [term(words.identifier, "identifier"), dataset.identifier && <Code>{dataset.identifier}</Code>],
    [
      words.permanentId,
      <a class="id" href={routes.permanent(dataset.id)}>
        <Code>{permanent.replace(/^https?:\/\//, "")}</Code>
      </a>,
    ],
    [words.cite, <Citation page={page} model={model} />],
    [words.metadata, <a href={routes.api.dataset(dataset.id)}>{words.json}</a>],
  ]
  return <Facts rows={rows} />
}

function Links({ page, links }: { page: Page; links: readonly NamedLink[] }) {
  return (
    <ul>
      {links.map(({ href, name }) => (
        <li>
          <a href={href}>
            <Localised page={page} text={name} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Tags({ page, links }: { page: Page; links: readonly NamedLink[] }) {
  return (
    <ul class="chips tags">
      {links.map(({ href, name }) => (
        <li>
          <a class="tag" href={href} rel="nofollow">
            <Localised page={page} text={name} />
          </a>
        </li>
      ))}
    </ul>
  )
}

/** Publisher, «title», date: each in its own language, the title between the quotation marks of its own. */
function Citation({ page, model }: Options) {
  const date = model.modified ?? model.dataset.metadataModified
  const comma = page.language === "ar" ? "، " : ", "
  return (
    <span class="small">
      <Localised page={page} text={model.publisher.name} />
      {comma}
      <Localised page={page} text={quoted(page, model.title)} />
      {comma}
      <bdi>{page.format.date(date)}</bdi>.
    </span>
  )
}

function quoted({ language }: Page, title: ShownText): ShownText {
  const own = isLanguage(title.lang) ? title.lang : language
  return { ...title, text: searchMessages[own].quoted(title.text) }
}
