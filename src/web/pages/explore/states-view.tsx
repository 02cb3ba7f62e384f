import type { Ingestion, TableLookup } from "../../../tabular/index.ts"
import { explorerMessages, layoutMessages, tableRefusalText } from "../../../texts/index.ts"
import { Crumbs } from "../../components/crumbs/crumbs.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Layout } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import { Notice } from "../../components/notice/notice.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { ExploredFile } from "./explore-model.ts"

export function FileCrumbs({ page, file }: { page: Page; file: ExploredFile }) {
  return (
    <Crumbs
      page={page}
      path={[
        { href: routes.datasets(page.language), name: layoutMessages[page.language].data },
        { href: file.dataset.href, name: <Localised page={page} text={file.dataset.title} /> },
      ]}
    />
  )
}

/** A file that is no table: it waits, it was refused and why, or nobody wanted to read it. */
export function NoTableView({
  page,
  file,
  ingestion,
}: {
  page: Page
  file: ExploredFile
  ingestion: Ingestion | undefined
}) {
  const words = explorerMessages[page.language]
  return (
    <Layout page={page} section="data" head={{ title: words.title(file.title.text), indexed: false }}>
      <div class="wrap">
        <FileCrumbs page={page} file={file} />
        <div class="ph">
          <h1>
            <Localised page={page} text={file.title} />
          </h1>
        </div>
        <IngestionState page={page} ingestion={ingestion} />
        <p class="row blk">
          {file.downloadUrl && (
            <a class="btn" href={file.downloadUrl} rel="noopener">
              <Icon name="download" />
              {words.download}
            </a>
          )}
          <a class="btn alt" href={file.dataset.href}>
            {words.back}
          </a>
        </p>
      </div>
    </Layout>
  )
}

function IngestionState({ page, ingestion }: { page: Page; ingestion: Ingestion | undefined }) {
  const words = explorerMessages[page.language]
  if (!ingestion || ingestion.state === "done") return <Notice icon="info">{words.noTable}</Notice>
  if (ingestion.state === "waiting" || ingestion.state === "running") {
    return <Notice icon="info">{words.waiting}</Notice>
  }
  return (
    <Notice tone="warm" icon="triangle-alert">
      <p>
        <b>{words.refused}</b>
      </p>
      <p>{tableRefusalText(page.language, ingestion.reason ?? "internal", ingestion.detail)}</p>
    </Notice>
  )
}

export function GoneView({ page, gone }: { page: Page; gone: Extract<TableLookup, { kind: "gone" }> }) {
  const words = explorerMessages[page.language]
  return (
    <Layout page={page} section="data" head={{ title: words.gone, indexed: false }}>
      <div class="wrap refusal">
        <h1>{words.gone}</h1>
        <p>{words.goneHint(page.format.date(gone.vanishedAt.toISOString()))}</p>
        <p class="next">
          <a class="btn" href={routes.dataset(page.language, gone.datasetSlug)}>
            {words.back}
          </a>
        </p>
      </div>
    </Layout>
  )
}
