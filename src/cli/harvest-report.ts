/** What a harvest, or a look at one, says on a terminal. */
import type { Preview, RunReport } from "../harvest/index.ts"

export function printJson(value: unknown): number {
  process.stdout.write(`${JSON.stringify(value, null, 2)}\n`)
  return 0
}

export function printReport(report: RunReport): void {
  const { created, updated, unchanged, withdrawn, refused } =
    report.dryRun || report.reason ? report.planned : report.counts
  const lines = [
    `${report.source.name}: ${report.status}${report.dryRun ? " (dry run, nothing written)" : ""}`,
    `created ${created}, updated ${updated}, unchanged ${unchanged}, withdrawn ${withdrawn}, refused ${refused}`,
    ...(report.reason ? [`${report.reason.code}: ${report.reason.message}`] : []),
    ...(report.status === "needs-confirmation" && report.run
      ? [`To go on: ./fihrist harvest confirm ${report.run}`]
      : []),
  ]
  process.stdout.write(`${lines.join("\n")}\n`)
  for (const { remoteId, verdict, problems } of report.records) {
    if (verdict !== "refused") continue
    for (const { code, field, message } of problems) {
      process.stdout.write(`refused ${remoteId}: ${code}${field ? ` in ${field}` : ""}: ${message}\n`)
    }
  }
}

export function printPreview({ records, complete, counts, reason }: Preview): void {
  const { created, updated, unchanged, withdrawn, refused } = counts
  const lines = [
    `${records.length} records read${complete ? ", which is all there are" : ""}; nothing was written`,
    `would be created ${created}, updated ${updated}, unchanged ${unchanged}, withdrawn ${withdrawn}, refused ${refused}`,
    ...(reason ? [`${reason.code}: ${reason.message}`] : []),
    ...records.flatMap(({ verdict, remoteId, title = {}, changes, problems }) => [
      `${verdict}  ${remoteId}  ${Object.values(title)[0] ?? ""}`,
      ...changes.map(({ path }) => `    changes ${path}`),
      ...problems.map(({ code, field, message }) => `    ${code}${field ? ` in ${field}` : ""}: ${message}`),
    ]),
  ]
  process.stdout.write(`${lines.join("\n")}\n`)
}

/** A line that counts on a terminal; elsewhere one plain line a stage. */
export function progressLine() {
  const { stderr } = process
  let stage = ""
  return {
    show(next: "reading" | "applying", done: number) {
      if (stderr.isTTY) stderr.write(`\r${next} ${done}`)
      else if (next !== stage) stderr.write(`${next}…\n`)
      stage = next
    },
    clear() {
      if (stderr.isTTY && stage) stderr.write("\r\u001b[K")
      stage = ""
    },
  }
}
