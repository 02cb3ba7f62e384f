/** The report of a run as a CSV file that spreadsheets open, in the reader's language: a line per record and problem. */
import { byteOrderMark, csvLine } from "../catalogue/index.ts"
import type { Db } from "../platform/db.ts"
import { inLanguage, type Language, leftOutReason, runMessages } from "../texts/index.ts"
import type { Problem } from "./connector.ts"
import { problemTexts } from "./problem-texts.ts"
import { linesOfReport, type ReportCursor, type ReportFilter, type ReportLine } from "./run-report-store.ts"
import type { StoredRun } from "./run-store.ts"

const batchSize = 500

export interface ReportReader {
  readonly language: Language
  /** Address of the page of a record of ours. */
  readonly address: (line: ReportLine & { readonly slug: string }) => string
}

/** A batch at a time: a report of a large source is never held whole. */
export async function* reportTable(
  db: Db,
  run: StoredRun,
  { filter, ...reader }: ReportReader & { readonly filter: ReportFilter },
): AsyncIterable<string> {
  yield byteOrderMark + csvLine(runMessages[reader.language].columns)
  let after: ReportCursor | undefined
  do {
    const page = await linesOfReport(db, run, { ...filter, limit: batchSize, after })
    const rows = page.lines.flatMap((line) => rowsOf(line, filter, reader))
    if (rows.length > 0) yield rows.map(csvLine).join("")
    after = page.next
  } while (after)
}

function rowsOf(line: ReportLine, { code }: ReportFilter, { language, address }: ReportReader): string[][] {
  const { slug } = line
  const record = [
    runMessages[language].verdicts[line.verdict],
    line.remoteId,
    inLanguage(line.title, language)?.text ?? "",
    slug ? address({ ...line, slug }) : "",
    line.landingPage ?? "",
  ]
  const problems = code === undefined ? line.problems : line.problems.filter((problem) => problem.code === code)
  if (problems.length === 0) return [[...record, "", "", "", ""]]
  return problems.map((problem) => [...record, ...cellsOf(problem, language)])
}

function cellsOf(problem: Problem, language: Language): string[] {
  return [problem.code, problemSentence(problem, language), problem.field ?? "", shownValue(problem, language) ?? ""]
}

/** What is wrong and what to do about it, in the reader's language where the code is one of ours. */
export function problemSentence({ code, message }: Pick<Problem, "code" | "message">, language: Language): string {
  return Object.hasOwn(problemTexts, code) ? problemTexts[code as keyof typeof problemTexts][language] : message
}

/** The value as people read it: of a record that was left out, why. */
export function shownValue({ code, value }: Problem, language: Language): string | undefined {
  return code === "left-out" && value !== undefined ? leftOutReason(language, value) : value
}
