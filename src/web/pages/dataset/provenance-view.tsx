import type { ComponentChildren } from "preact"
import { datasetMessages, duplicateMessages } from "../../../texts/index.ts"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import type { Page } from "../../page.ts"
import type { DatasetModel, SourceLine } from "./dataset-model.ts"

interface Options {
  readonly page: Page
  readonly model: DatasetModel
}

/** Which sources give the dataset, which one speaks, and what was corrected here. */
export function Provenance({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { sources, landingPage, dataset } = model
  const [first] = sources
  if (!first) return null
  const corrected = dataset.editedFields.map((field) => words.fields[field] ?? field)
  const corrections = corrected.length > 0 && words.corrected(page.format.list(corrected))
  return (
    <Notice icon="git-fork">
      {sources.length === 1 ? (
        <p>
          {words.harvestedFrom} <SourceName page={page} source={first} />
          {comma(page)}
          <Harvested page={page} source={first} />.{" "}
          {landingPage && (
            <>
              <RecordLink href={landingPage}>{words.sourceRecord}</RecordLink>
              {". "}
            </>
          )}
          {corrections}
        </p>
      ) : (
        <>
          <p>{duplicateMessages[page.language].givenBy(sources.length)}</p>
          <ul>
            {sources.map((source, at) => (
              <Source page={page} source={source} speaks={at === 0} />
            ))}
          </ul>
          {corrections && <p>{corrections}</p>}
        </>
      )}
    </Notice>
  )
}

/** One of several. */
function Source({ page, source, speaks }: { page: Page; source: SourceLine; speaks: boolean }) {
  const words = datasetMessages[page.language]
  return (
    <li>
      <SourceName page={page} source={source} />
      {speaks && ` (${duplicateMessages[page.language].speaksHere})`}
      {comma(page)}
      <Harvested page={page} source={source} />
      {source.recordUrl && (
        <>
          {comma(page)}
          <RecordLink href={source.recordUrl}>
            {words.sourceRecord}
            <span class="sr">
              {": "}
              <Localised page={page} text={source.name} />
            </span>
          </RecordLink>
        </>
      )}
    </li>
  )
}

function comma({ language }: Page): string {
  return language === "ar" ? "، " : ", "
}

function Harvested({ page, source: { harvestedAt } }: { page: Page; source: SourceLine }) {
  return <time dateTime={harvestedAt}>{datasetMessages[page.language].harvestedAt(page.format.date(harvestedAt))}</time>
}

function RecordLink({ href, children }: { href: string; children: ComponentChildren }) {
  return (
    <a href={href} rel="noopener">
      {children}
    </a>
  )
}

function SourceName({ page, source }: { page: Page; source: SourceLine }) {
  const name = <Localised page={page} text={source.name} />
  return source.url ? (
    <a href={source.url} rel="noopener">
      {name}
    </a>
  ) : (
    name
  )
}
