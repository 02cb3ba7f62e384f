import type { Db } from "../../../platform/db.ts"
import type { InputProblem } from "../../../platform/refusal.ts"
import { inputRuleText, type Language, metadataTableMessages } from "../../../texts/index.ts"
import type { WriteContext } from "../../publishing/office-dataset.ts"
import { bulkLines, bulkWork } from "../apply-bulk-edit.ts"
import type { BulkLine } from "../bulk-store.ts"
import { byteOrderMark, csvLine } from "./table-files.ts"

const batchSize = 500

/** What came of each row, as a CSV file: one line per mistake, with what to do about it in the reader's language. */
export async function* importReport(
  db: Db,
  { token, language }: { readonly token: string; readonly language: Language },
  ctx: Pick<WriteContext, "by">,
): AsyncIterable<string> {
  await bulkWork(db, { id: token, kind: "import" }, ctx)
  const { report } = metadataTableMessages[language]
  yield byteOrderMark +
    csvLine([report.row, report.verdict, report.dataset, report.column, report.value, report.explanation])
  let after = -1
  for (;;) {
    const lines = await bulkLines(db, { id: token, after, limit: batchSize }, ctx)
    yield lines.flatMap((line) => reportLines(line, language)).join("")
    const last = lines.at(-1)
    if (!last || lines.length < batchSize) return
    after = last.position
  }
}

interface Detail {
  readonly code?: string
  readonly draft?: boolean
  readonly problems?: readonly InputProblem[]
}

export function reportLines(line: BulkLine, language: Language): string[] {
  const words = metadataTableMessages[language]
  const { code, draft, problems = [] } = (line.detail ?? {}) as Detail
  const start = [String(line.position), words.verdicts[line.verdict ?? "waiting"], line.datasetId ?? ""]
  const mistakes = problems.map(({ path, rule, values }) =>
    csvLine([...start, path, String(values?.value ?? ""), inputRuleText(language, rule, values)]),
  )
  const notes = [
    ...(line.verdict === "changed-since" ? [words.changedSince] : []),
    ...(draft ? [words.keptAsDraft] : []),
    ...(code && problems.length === 0 && !draft ? [words.refusals[code] ?? words.refusals.other!] : []),
  ]
  const told = notes.map((note) => csvLine([...start, "", "", note]))
  return mistakes.length + told.length > 0 ? [...told, ...mistakes] : [csvLine([...start, "", "", ""])]
}
