import type { Preview } from "../../../tabular/index.ts"
import { countMessages, datasetMessages } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { ScrollRegion } from "./scroll-region.tsx"

type Table = Extract<Preview, { kind: "table" }>

/** First rows as they are written. An Arabic table runs right to left in any page, so that its first column is seen first. */
export function PreviewTable({ page, table, title }: { page: Page; table: Table; title: string }) {
  const words = datasetMessages[page.language]
  const numeric = table.header.map((_, column) => isNumericColumn(table, column))
  return (
    <>
      <ScrollRegion kind="preview" dir={table.dir} label={words.previewOf(title)}>
        <table lang={table.dir === "rtl" ? "ar" : undefined}>
          <thead>
            <tr>
              {table.header.map((name, column) => (
                <th scope="col" class={numeric[column] ? "n" : undefined} dir="auto">
                  {name || <span class="faint">{page.format.number(column + 1)}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr>
                {row.map((cell, column) => (
                  <td class={numeric[column] ? "n" : undefined} dir={numeric[column] ? "ltr" : "auto"}>
                    {cell}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p class="tiny faint preview-note">{words.previewNote(tableFacts(page, table))}</p>
    </>
  )
}

function tableFacts(page: Page, { header, columns, encoding, separator }: Table): string {
  const words = datasetMessages[page.language]
  const { number, list } = page.format
  return list([
    header.length < columns
      ? words.previewColumnsCut(number(header.length), number(columns))
      : countMessages[page.language].columns(columns),
    words.previewEncoding(encoding.toUpperCase()),
    words.previewSeparatedBy(words.previewSeparator[separator]),
  ])
}

function isNumericColumn({ rows }: Table, column: number): boolean {
  const cells = rows.map((row) => row[column] ?? "").filter((cell) => cell !== "")
  return cells.length > 0 && cells.every((cell) => /^[-+]?\d[\d\u202f\u00a0 .,]*%?$/.test(cell))
}
