import type { OfficeDataset } from "../../../../catalogue/index.ts"
import type { DataTable, Ingestion } from "../../../../tabular/index.ts"
import {
  datasetFormMessages,
  dictionaryMessages,
  explorerMessages,
  inLanguage,
  tableRefusalText,
} from "../../../../texts/index.ts"
import { PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import type { Page } from "../../../page.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

export interface FileTables {
  readonly id: string
  readonly name: string
  readonly ingestion: Ingestion | undefined
  readonly tables: readonly DataTable[]
}

interface TablesModel {
  readonly page: OfficePage
  readonly office: OfficeDataset
  readonly files: readonly FileTables[]
  /** From which file on there are more. */
  readonly next: number | undefined
  readonly mayEdit: boolean
}

export function TablesView({ model }: { model: TablesModel }) {
  const { page, office, files, next } = model
  const words = dictionaryMessages[page.language]
  const here = routes.office(page.language, `/datasets/${office.id}/tables`)
  return (
    <OfficeLayout
      page={page}
      title={words.tables}
      lead={
        <>
          <DatasetLink page={page} office={office} />
          {" · "}
          {words.tablesLead}
        </>
      }
    >
      {files.length === 0 && <p class="empty">{words.noFiles}</p>}
      {files.map((file) => (
        <FileSection model={model} file={file} />
      ))}
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={`${here}?from=${next}`}>
            {explorerMessages[page.language].next}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

export function DatasetLink({ page, office }: { page: Page; office: OfficeDataset }) {
  const title = inLanguage(office.document.facts.title, page.language)
  return (
    <a href={routes.office(page.language, `/datasets/${office.id}/edit`)}>
      {title ? <Localised page={page} text={title} /> : datasetFormMessages[page.language].untitled}
    </a>
  )
}

function FileSection({ model: { page, office, mayEdit }, file }: { model: TablesModel; file: FileTables }) {
  const words = dictionaryMessages[page.language]
  const here = routes.office(page.language, `/datasets/${office.id}/tables`)
  return (
    <section class="f">
      <h2 class="h2">
        <bdi>{file.name}</bdi>
      </h2>
      <ReadingState page={page} ingestion={file.ingestion} serves={file.tables.length > 0} />
      {file.tables.length > 0 && (
        <ul class="stack-s file-tables">
          {file.tables.map((table) => (
            <li class="row">
              <bdi>{nameOfTable(page, table)}</bdi>
              <span class="muted small">{sizeOf(page, table)}</span>
              {mayEdit && (
                <a href={`${here}/${table.id}`}>
                  {words.describe}
                  <span class="sr"> {`${file.name} ${table.name}`}</span>
                </a>
              )}
            </li>
          ))}
        </ul>
      )}
      {mayEdit && (
        <p>
          <PostButton page={page} action={here} fields={{ file: file.id }}>
            {words.readAgain}
            <span class="sr"> {file.name}</span>
          </PostButton>
        </p>
      )}
    </section>
  )
}

/** How far the file got; what was refused is said with what its publisher can do. */
export function ReadingState({
  page,
  ingestion,
  serves,
}: {
  page: Page
  ingestion: Ingestion | undefined
  /** A table of it is there, whatever became of the last reading. */
  serves: boolean
}) {
  const words = dictionaryMessages[page.language]
  if (!ingestion) return <p class="small muted">{words.states.none}</p>
  const { state, reason = "internal", detail, finishedAt } = ingestion
  if (state === "waiting" || state === "running") {
    return <Notice icon="info">{serves ? words.remaking : words.states[state]}</Notice>
  }
  if (state === "done") {
    return (
      <p class="small muted">
        {words.states.done}
        {finishedAt && ` · ${page.format.dateTime(finishedAt)}`}
      </p>
    )
  }
  return (
    <Notice tone="bad" icon="circle-alert">
      <b>{words.refusedTitle}</b>
      <p class="small">
        {tableRefusalText(page.language, reason, detail)} {serves && words.servesStill}
      </p>
    </Notice>
  )
}

export function nameOfTable(page: Page, { name, position }: DataTable): string {
  return name || dictionaryMessages[page.language].tableOf(page.format.number(position + 1))
}

function sizeOf(page: Page, { version }: DataTable): string {
  const { columns } = dictionaryMessages[page.language]
  return `${explorerMessages[page.language].rows(version.rows)} · ${columns(version.columns.length)}`
}
