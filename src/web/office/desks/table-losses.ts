/** Which columns, rows and tables a new version of a file lacks, for the mail of a notice. */
import type { Notice } from "../../../notifications/index.ts"
import { changesOf } from "../../../platform/changes/index.ts"
import type { Db } from "../../../platform/db.ts"
import { fileVersionIn, type TableLoss } from "../../../tabular/index.ts"
import { apart, type Formatter, formatterFor, type Language, noticeMessages } from "../../../texts/index.ts"

const mostTables = 5
const mostNames = 10
const longestName = 100

export async function explainLosses(
  db: Db,
  { entity, entityId, kind, position }: Pick<Notice, "entity" | "entityId" | "kind" | "position">,
  language: Language,
): Promise<readonly string[]> {
  if (kind !== "table-reduced") return []
  const [change] = await changesOf(db, { entity, entityId, limit: 1, before: position + 1 })
  const version = change?.position === position ? fileVersionIn(change.diff) : undefined
  if (!version) return []
  const words = noticeMessages[language].losses
  const format = formatterFor(language)
  const gone = version.gone.length > 0 ? [words.tables(named(version.gone, format))] : []
  return [...gone, ...version.losses.slice(0, mostTables).flatMap((loss) => linesOf(loss, language, format))]
}

function linesOf(loss: TableLoss, language: Language, format: Formatter): string[] {
  const words = noticeMessages[language].losses
  const { columnsRemoved, columnsChanged, rows, name } = loss
  const lines = [
    ...(columnsRemoved.length > 0 ? [words.columns(named(columnsRemoved, format))] : []),
    ...(columnsChanged.length > 0 ? [words.types(named(columnsChanged, format))] : []),
    ...(rows ? [words.rows(format.number(rows.now), format.number(rows.before))] : []),
  ]
  return name ? lines.map((line) => words.inTable(oneLine(name), line)) : lines
}

function named(names: readonly string[], format: Formatter): string {
  const left = names.length - mostNames
  const shown = names.slice(0, mostNames).map((name) => apart(oneLine(name)))
  return format.list(left > 0 ? [...shown, `+${format.number(left)}`] : shown)
}

/** Names of tables are what a file of anybody says: none of them writes lines of its own into a mail. */
function oneLine(name: string): string {
  return name
    .replace(/[\s\p{Cc}]+/gu, " ")
    .trim()
    .slice(0, longestName)
}
