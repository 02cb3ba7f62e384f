import type { RowsPage } from "../../../../tabular/index.ts"
import { movableMapMessages } from "../../../../texts/index.ts"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { Page } from "../../../page.ts"
import { CellValue, isNumeric } from "../cell.tsx"
import { headingOf } from "../table-facts.ts"

const mostRows = 50

/** What a drawing of single rows shows, for those who do not see it: its first rows, as a table. */
export function PointTable({ page, found, title }: { page: Page; found: RowsPage; title: string }) {
  const words = movableMapMessages[page.language]
  const { number } = page.format
  const rows = found.rows.slice(0, mostRows)
  return (
    <details class="figure-data">
      <summary>{words.points}</summary>
      {found.total > rows.length && (
        <p class="small muted">{words.firstPoints(number(rows.length), number(found.total))}</p>
      )}
      <ScrollRegion label={words.points}>
        <table>
          <caption class="sr">{title}</caption>
          <thead>
            <tr>
              {found.columns.map((column) => (
                <th scope="col" dir="auto" class={isNumeric(column) ? "n" : undefined}>
                  {headingOf(column, page.language)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr>
                {found.columns.map((column) => (
                  <td class={isNumeric(column) ? "n" : undefined} dir={isNumeric(column) ? "ltr" : "auto"}>
                    <CellValue page={page} column={column} row={row} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </details>
  )
}
