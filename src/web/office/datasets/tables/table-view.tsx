import type { OfficeDataset } from "../../../../catalogue/index.ts"
import type { DataTable, Ingestion, RowsPage } from "../../../../tabular/index.ts"
import { dictionaryMessages, tableNoteText } from "../../../../texts/index.ts"
import { TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { CellValue, isNumeric } from "../../../pages/explore/cell.tsx"
import { directionOfTable, headingOf } from "../../../pages/explore/table-facts.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { ColumnCard } from "./column-card.tsx"
import { HeaderPart } from "./header-part.tsx"
import type { TableValues } from "./table-form.ts"
import { DatasetLink, nameOfTable, ReadingState } from "./tables-view.tsx"

export interface TableModel {
  readonly page: OfficePage
  readonly office: OfficeDataset
  readonly table: DataTable
  readonly fileName: string
  readonly ingestion: Ingestion | undefined
  readonly rows: RowsPage | undefined
  readonly values: TableValues
  /** Which columns of all are shown, from 0, and how many there are. */
  readonly from: number
  readonly atOnce: number
  readonly columnCount: number
  /** What a dictionary filled in, and what it said of columns that are not there. */
  readonly imported?: { readonly count: number; readonly unknown: readonly string[] } | undefined
  readonly refusal: FormRefusal | undefined
}

export function TableView({ model }: { model: TableModel }) {
  const { page, office, table, fileName, ingestion, values, refusal, imported } = model
  const words = dictionaryMessages[page.language]
  const tables = routes.office(page.language, `/datasets/${office.id}/tables`)
  const here = `${tables}/${table.id}`
  const title = table.name ? `${fileName} · ${nameOfTable(page, table)}` : fileName
  return (
    <OfficeLayout
      page={page}
      title={words.describeTable(title)}
      lead={
        <>
          <DatasetLink page={page} office={office} />
          {" · "}
          <a href={tables}>{words.tables}</a>
          {" · "}
          <a href={routes.tableVersions(page.language, office.slug, table.id)}>{words.versions}</a>
        </>
      }
      actions={
        <>
          <a class="btn alt" href={routes.explore(page.language, office.slug, table.id)}>
            {words.readersView}
          </a>
          <PostButton page={page} action={tables} fields={{ file: table.distributionId }} kind="btn alt">
            {words.readAgain}
          </PostButton>
        </>
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <ReadingState page={page} ingestion={ingestion} serves />
      {imported && <Imported page={page} imported={imported} />}
      <p class="f">{words.lead}</p>
      <FirstRows model={model} />
      <Notes model={model} />
      <ImportForm page={page} action={`${here}/import`} />
      <Form page={page} action={`${here}${model.from > 0 ? `?from=${model.from}` : ""}`}>
        <input type="hidden" name="revision" value={values.revision} />
        <HeaderPart page={page} layout={table.version.layout} values={values} refusal={refusal} />
        <Columns model={model} here={here} />
        <p class="small muted">{words.saveHint}</p>
        <p class="stickybar">
          <button type="submit" class="btn">
            {words.save}
          </button>
        </p>
      </Form>
    </OfficeLayout>
  )
}

function Imported({ page, imported }: { page: OfficePage; imported: NonNullable<TableModel["imported"]> }) {
  const words = dictionaryMessages[page.language]
  const { count, unknown } = imported
  return (
    <Notice tone={count > 0 ? "ok" : "warm"} icon="info">
      <p role="status">{words.imported(count)}</p>
      {unknown.length > 0 && (
        <p class="small">
          {words.importUnknown} <bdi>{page.format.list(unknown.map((name) => name.slice(0, 80)))}</bdi>
        </p>
      )}
    </Notice>
  )
}

function FirstRows({ model: { page, table, rows } }: { model: TableModel }) {
  const words = dictionaryMessages[page.language]
  return (
    <section class="f first-rows">
      <h2 class="h2">{words.firstRows}</h2>
      {!rows && <p class="small muted">{words.noRows}</p>}
      {rows && (
        <ScrollRegion kind="preview" dir={directionOfTable(table.version)} label={words.firstRows}>
          <table>
            <thead>
              <tr>
                {rows.columns.map((column) => (
                  <th scope="col" class={isNumeric(column) ? "n" : undefined} dir="auto">
                    {headingOf(column, page.language)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.rows.map((row) => (
                <tr>
                  {rows.columns.map((column) => (
                    <td class={isNumeric(column) ? "n" : undefined} dir="auto">
                      <CellValue page={page} column={column} row={row} />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </section>
  )
}

const mostNotes = 50

function Notes({ model: { page, table } }: { model: TableModel }) {
  const { notes } = table.version
  if (notes.length === 0) return null
  return (
    <section class="f">
      <h2 class="h2">{dictionaryMessages[page.language].understood}</h2>
      <ul class="small stack-s dots">
        {notes.slice(0, mostNotes).map(({ code, values }) => (
          <li>{tableNoteText(page.language, code, values)}</li>
        ))}
      </ul>
    </section>
  )
}

function ImportForm({ page, action }: { page: OfficePage; action: string }) {
  const words = dictionaryMessages[page.language]
  return (
    <details class="f">
      <summary>{words.importTitle}</summary>
      <Form page={page} action={action} multipart>
        <TextField
          name="dictionary"
          type="file"
          accept=".json,.csv,application/json,text/csv"
          label={words.importFile}
          hint={words.importHint}
        />
        <button type="submit" class="btn alt">
          {words.importAct}
        </button>
      </Form>
    </details>
  )
}

const fewColumns = 2

function Columns({ model, here }: { model: TableModel; here: string }) {
  const { page, table, values, from, atOnce, columnCount, refusal } = model
  const words = dictionaryMessages[page.language]
  const { number } = page.format
  const columns = new Map(table.version.columns.map((column) => [column.header, column]))
  const personal = new Set(
    table.version.notes.flatMap(({ code, values: said }) => (code === "personal-data" ? [said?.column] : [])),
  )
  const to = (place: number) => `${here}?from=${place}#columns`
  return (
    <section id="columns">
      <h2 class="h2">{words.columnsTitle}</h2>
      {columnCount > atOnce && (
        <p class="row small">
          <span>
            {words.columnsShown(number(from + 1), number(Math.min(from + atOnce, columnCount)), number(columnCount))}
          </span>
          {from > 0 && <a href={to(Math.max(0, from - atOnce))}>{words.fewerColumns}</a>}
          {from + atOnce < columnCount && <a href={to(from + atOnce)}>{words.moreColumns}</a>}
        </p>
      )}
      {values.columns.map((one, at) => {
        const column = columns.get(one.header)
        return (
          column && (
            <ColumnCard
              {...{ page, at, column, refusal, values: one }}
              isPersonal={personal.has(one.header)}
              isOpen={columnCount <= fewColumns}
            />
          )
        )
      })}
    </section>
  )
}
