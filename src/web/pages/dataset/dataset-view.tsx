import { mediaTypeOfSyntax, writtenSyntaxes } from "../../../rdf/index.ts"
import {
  datasetFormMessages,
  datasetMessages,
  explorerMessages,
  layoutMessages,
  richTextToPlain,
  seriesMessages,
} from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { FreshnessStatus } from "../../components/freshness/freshness.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import { RichText } from "../../components/prose/rich-text.tsx"
import { PreviewTable } from "../../components/table/preview-table.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import { Corrected } from "./corrected-view.tsx"
import { datasetJsonLd } from "./dataset-json-ld.ts"
import type { DatasetModel } from "./dataset-model.ts"
import { File } from "./file-view.tsx"
import { History } from "./history-view.tsx"
import { KeyFacts } from "./key-facts-view.tsx"
import { MoreFacts } from "./more-facts-view.tsx"
import { Provenance } from "./provenance-view.tsx"
import { ServedBy } from "./served-by-view.tsx"

interface Options {
  readonly page: Page
  readonly model: DatasetModel
}

function documentsOf(id: string) {
  return writtenSyntaxes.map((syntax) => ({ type: mediaTypeOfSyntax(syntax), href: routes.rdf.dataset(id, syntax) }))
}

export function DatasetView({ page, model }: Options) {
  const { dataset, title, description, editHref } = model
  const plain = description && richTextToPlain(description.text, 300)
  return (
    <Layout
      page={page}
      section="data"
      head={{
        title: title.text,
        description: plain,
        canonical: `/datasets/${encodeURIComponent(dataset.slug)}`,
        jsonLd: datasetJsonLd(page, model, plain),
        // What is kept from the public has no documents.
        documents: dataset.visibleTo ? [] : documentsOf(dataset.id),
      }}
    >
      <div class="wrap">
        <Head page={page} model={model} />
        {editHref && (
          <p class="row actions">
            <a class="btn sm alt" href={editHref}>
              {datasetFormMessages[page.language].edit}
            </a>
          </p>
        )}
        {dataset.visibleTo && (
          <Notice tone="warm" icon="shield-alert">
            <p>{datasetMessages[page.language].privateRecord}</p>
          </Notice>
        )}
        <Provenance page={page} model={model} />
        <Tabs page={page} model={model} />
        <div class="record">
          <aside class="blk key" aria-label={datasetMessages[page.language].card}>
            <KeyFacts page={page} model={model} />
          </aside>
          <div class="body">
            <Summary page={page} model={model} />
            <Files page={page} model={model} />
            <ServedBy page={page} services={model.services} />
            <Preview page={page} model={model} />
            <section class="blk" id="history">
              <h2>{datasetMessages[page.language].history}</h2>
              <History page={page} lines={model.history} />
            </section>
          </div>
          <aside class="more-facts" aria-label={datasetMessages[page.language].metadata}>
            <MoreFacts page={page} model={model} />
          </aside>
        </div>
      </div>
    </Layout>
  )
}

function Head({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { title, otherTitles, publisher, modified, themes, series } = model
  const [firstFile] = model.files
  return (
    <>
      <Crumbs
        page={page}
        path={[
          { href: routes.datasets(page.language), name: layoutMessages[page.language].data },
          ...themes.slice(0, 1).map(({ href, name }) => ({ href, name: <Localised page={page} text={name} /> })),
        ]}
      />
      <div class="ph">
        <h1>
          <Localised page={page} text={title} named />
        </h1>
        <Corrected page={page} model={model} field="title" />
        {otherTitles.map((other) => (
          <p class="alt-t">
            <Localised page={page} text={other} />
          </p>
        ))}
        <p class="by row">
          <a href={publisher.href}>
            <Localised page={page} text={publisher.name} />
          </a>
          {modified && <time dateTime={modified}>{words.dataUpdated(page.format.date(modified))}</time>}
          <FreshnessStatus page={page} freshness={model.freshness} />
        </p>
        {series && (
          <p class="by">
            {seriesMessages[page.language].partOf}{" "}
            <a href={series.href}>
              <Localised page={page} text={series.name} />
            </a>
          </p>
        )}
        {firstFile && (
          <p class="row actions">
            <a class="btn" href="#files">
              <Icon name="download" />
              {words.goToFiles}
            </a>
            {firstFile.explored && (
              <a class="btn alt" href={firstFile.explored.href}>
                <Icon name="table" />
                {explorerMessages[page.language].explore}
              </a>
            )}
            {firstFile.previewHref && !model.preview && (
              <a class="btn alt" href={firstFile.previewHref} rel="nofollow">
                <Icon name="table" />
                {words.show}
              </a>
            )}
            {model.preview && (
              <a class="btn alt" href="#table">
                <Icon name="table" />
                {words.show}
              </a>
            )}
          </p>
        )}
      </div>
    </>
  )
}

function Tabs({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const count = (number: number) => <span class="num">{page.format.number(number)}</span>
  return (
    <nav class="tabs" aria-label={words.sections}>
      <a href="#summary">{words.summary}</a>
      <a href="#files">
        {words.filesTab} {count(model.fileCount)}
      </a>
      {model.preview && <a href="#table">{words.previewTab}</a>}
      <a href="#history">
        {words.history} {count(model.history.length)}
      </a>
    </nav>
  )
}

function Summary({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { description } = model
  return (
    <section class="blk" id="summary">
      <h2 class="sr">{words.summary}</h2>
      {description ? <RichText page={page} text={description} /> : <p class="muted">{words.noDescription}</p>}
      <Corrected page={page} model={model} field="description" />
    </section>
  )
}

function Files({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { files, fileCount, documentation, landingPage } = model
  return (
    <>
      <section class="blk" id="files">
        <h2>
          {words.files}
          <Corrected page={page} model={model} field="distributions" />
        </h2>
        {files.map((file) => (
          <File page={page} file={file} />
        ))}
        {fileCount > files.length && (
          <p class="muted">
            {words.firstFiles(page.format.number(files.length), page.format.number(fileCount))}{" "}
            <a href={routes.api.dataset(model.dataset.id)}>{words.allFiles}</a>
          </p>
        )}
        {files.length === 0 && (
          <p class="muted">
            {landingPage ? words.noFilesLanding : words.noFiles}{" "}
            {landingPage && (
              <a href={landingPage} rel="noopener">
                <bdi dir="ltr">{landingPage}</bdi>
              </a>
            )}
          </p>
        )}
      </section>
      {documentation.length > 0 && (
        <section class="blk" id="documentation">
          <h2>{words.documentation}</h2>
          {documentation.map((file) => (
            <File page={page} file={file} />
          ))}
        </section>
      )}
    </>
  )
}

function Preview({ page, model: { preview } }: Options) {
  const words = datasetMessages[page.language]
  if (preview?.preview.kind !== "table") return null
  return (
    <section class="blk" id="table">
      <h2>{words.preview}</h2>
      <PreviewTable page={page} table={preview.preview} title={preview.file.title?.text ?? words.untitledFile("1")} />
    </section>
  )
}
