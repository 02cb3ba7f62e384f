import type { RowsPage } from "../../../tabular/index.ts"
import { dictionaryMessages, explorerMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import { ScrollRegion } from "../../components/table/scroll-region.tsx"
import type { Page } from "../../page.ts"
import { CellValue, isMeasure, isNumeric, valueText } from "./cell.tsx"
import { ColumnHead } from "./column-head.tsx"
import { ColumnPanel, ColumnsChoice } from "./column-panel.tsx"
import { type Explored, tableName } from "./explore-model.ts"
import { addressWith, withQuery } from "./explore-state.ts"
import { filterChips } from "./filters.ts"
import type { FoundRows } from "./found.ts"
import { rowsOnPage } from "./read-explored.ts"
import { ReadingNotes } from "./reading-notes.tsx"
import { directionOfTable, type Profile } from "./table-facts.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly rows: FoundRows
}

/** Rows under headers that say what the columns hold, and beside them one column in figures. */
export function TableView({ page, explored, rows, profile }: Options & { profile?: Profile | undefined }) {
  if (rows.kind !== "found") return null
  const { found } = rows
  return (
    <div class="xp">
      <div class="stack">
        {found.rows.length === 0 ? (
          <NothingFound page={page} explored={explored} />
        ) : (
          <>
            <RowsTable page={page} explored={explored} found={found} />
            <Paging page={page} explored={explored} found={found} />
          </>
        )}
      </div>
      <aside class="stack" aria-label={explorerMessages[page.language].tools}>
        <ColumnPanel page={page} explored={explored} found={profile} />
        <ColumnsChoice page={page} explored={explored} shown={found.columns} />
        <ReadingNotes page={page} version={explored.table.version} />
        {explored.table.version.number > 1 && (
          <p class="small">
            <a href={`${explored.path}/versions`}>{dictionaryMessages[page.language].versions}</a>
          </p>
        )}
        {explored.describeHref && (
          <p class="small">
            <a href={explored.describeHref}>{dictionaryMessages[page.language].describe}</a>
          </p>
        )}
      </aside>
    </div>
  )
}

export function NothingFound({ page, explored }: Omit<Options, "rows">) {
  const words = explorerMessages[page.language]
  const isEmpty = explored.table.version.rows === 0
  return (
    <div class="empty">
      <p>{isEmpty ? words.emptyTable : words.nothingFound}</p>
      {!isEmpty && (
        <a class="btn alt" href={explored.path}>
          {words.startOver}
        </a>
      )}
    </div>
  )
}

export function RowsTable({ page, explored, found }: Omit<Options, "rows"> & { readonly found: RowsPage }) {
  const { version } = explored.table
  const title = tableName(explored, page)
  const dir = directionOfTable(version)
  const isRowHeader = (at: number) => at === 0 && found.columns[0]?.type === "text"
  return (
    <ScrollRegion kind="xp-t" dir={dir} label={title}>
      <table dir={dir} lang={dir === "rtl" ? "ar" : undefined}>
        <caption class="sr">{title}</caption>
        <thead>
          <tr>
            {found.columns.map((column) => (
              <ColumnHead page={page} explored={explored} column={column} />
            ))}
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <tr>
              {found.columns.map((column, at) => {
                const value = <CellValue page={page} column={column} row={row} />
                if (isRowHeader(at)) {
                  return (
                    <th scope="row" dir="auto">
                      {value}
                    </th>
                  )
                }
                const isNumber = isNumeric(column)
                return (
                  <td class={isNumber ? "n" : undefined} dir={isNumber ? "ltr" : "auto"}>
                    {value}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
        <Totals page={page} explored={explored} found={found} />
      </table>
    </ScrollRegion>
  )
}

/** Sums of the whole table, so only where the whole table is asked for. */
function Totals({ page, explored, found }: Omit<Options, "rows"> & { readonly found: RowsPage }) {
  const words = explorerMessages[page.language]
  const { version } = explored.table
  const isWhole = filterChips(page, [], explored.state).length === 0 && found.total === version.rows
  const [first] = found.columns
  const canAdd = (column: RowsPage["columns"][number]) => isMeasure(column) && column.meaning !== "percent"
  if (!isWhole || !first || isMeasure(first) || !found.columns.some(canAdd)) return null
  const sums = new Map(version.profile.map(({ name, sum }) => [name, sum]))
  return (
    <tfoot>
      <tr>
        <th scope="row">{words.sum}</th>
        {found.columns.slice(1).map((column) => {
          const sum = column.column === undefined ? undefined : sums.get(column.column)
          return (
            <td class="n" dir="ltr">
              {canAdd(column) && sum !== undefined ? valueText(page, column, sum) : ""}
            </td>
          )
        })}
      </tr>
    </tfoot>
  )
}

/** Beyond this a place in the table is said by a cursor, which knows no way back but to the first page. */
const farthest = 10_000 - rowsOnPage

export function Paging({ page, explored, found }: Omit<Options, "rows"> & { readonly found: RowsPage }) {
  const words = explorerMessages[page.language]
  const { path, state } = explored
  const { offset, cursor } = state
  const isFirst = offset === 0 && cursor === undefined
  const rest = state.pairs.filter(([name]) => name !== "offset" && name !== "cursor")
  const nextOffset = offset + found.rows.length
  const next =
    found.next === undefined
      ? undefined
      : cursor !== undefined || nextOffset > farthest
        ? addressWith(path, rest, { cursor: found.next })
        : addressWith(path, rest, { offset: String(nextOffset) })
  if (isFirst && next === undefined) return null
  const previous = offset > rowsOnPage ? { offset: String(offset - rowsOnPage) } : {}
  const { number } = page.format
  return (
    <nav class="pager" aria-label={words.pages}>
      {(cursor !== undefined || offset > rowsOnPage) && <a href={withQuery(path, rest)}>{words.firstPage}</a>}
      {offset > 0 && (
        <a href={addressWith(path, rest, previous)} rel="prev nofollow">
          <Icon name="chevron-left" flip />
          {words.previous}
        </a>
      )}
      {cursor === undefined && (
        <span class="small muted">{words.range(number(offset + 1), number(offset + found.rows.length))}</span>
      )}
      {next && (
        <a href={next} rel="next nofollow">
          {words.next}
          <Icon name="chevron-right" flip />
        </a>
      )}
    </nav>
  )
}
