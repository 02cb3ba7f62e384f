import { type BulkLine, type BulkRefusal, type BulkWork, officeDataset } from "../../../../catalogue/index.ts"
import { inLanguage, inputRuleText, metadataTableMessages, officeDatasetMessages } from "../../../../texts/index.ts"
import { attempt } from "../../../forms/attempt.ts"
import { routes } from "../../../routes.ts"
import type { OfficeContext, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { refusedInWords } from "./bulk-preview-view.tsx"

/** Titles of the datasets behind some lines, of those that the viewer may still read. */
export async function titlesOf(
  db: OfficeContext["db"],
  { viewer, language }: Visit,
  lines: readonly BulkLine[],
): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  for (const { datasetId } of lines) {
    if (!datasetId || titles.has(datasetId)) continue
    const office = await attempt(() => officeDataset(db, datasetId, viewer.actor))
    const title = office.kind === "done" ? inLanguage(office.value.document.facts.title, language)?.text : undefined
    titles.set(datasetId, title ?? datasetId)
  }
  return titles
}

interface Options {
  readonly page: OfficePage
  readonly work: BulkWork
  /** Those that were not done. */
  readonly lines: readonly BulkLine[]
  readonly titles: ReadonlyMap<string, string>
}

/** What came of work on many datasets, or how far it is. */
export function WorkView({ page, work, lines, titles }: Options) {
  const words = officeDatasetMessages[page.language]
  const verdicts = metadataTableMessages[page.language].verdicts
  const number = page.format.number
  const { created, changed, unchanged, refused } = work.verdicts
  const isImport = work.kind === "import"
  return (
    <OfficeLayout
      page={page}
      title={work.finishedAt ? words.doneTitle : words.underWay}
      lead={
        isImport
          ? words.importCounts(number(created), number(changed), number(refused))
          : words.doneCounts(number(changed), number(refused + work.verdicts["changed-since"]))
      }
      actions={
        <>
          {isImport && (
            <a class="btn alt" href={routes.office(page.language, `/datasets/import/${work.id}/report.csv`)}>
              {words.report}
            </a>
          )}
          <a class="btn" href={routes.office(page.language, "/datasets")}>
            {words.toList}
          </a>
        </>
      }
    >
      {!work.finishedAt && (
        <p>
          <progress value={work.done} max={Math.max(1, work.total)} aria-label={words.underWay} />{" "}
          {words.progress(number(work.done), number(work.total))}{" "}
          <a href={`/${page.language}${page.address}`}>{words.lookAgain}</a>
        </p>
      )}
      {unchanged > 0 && (
        <p class="muted">
          {verdicts.unchanged}: {number(unchanged)}
        </p>
      )}
      <ul class="stack-s">
        {lines.map((line) => (
          <li>
            <b>
              <bdi>{titles.get(line.datasetId ?? "") ?? `${words.row} ${number(line.position)}`}</bdi>
            </b>
            {": "}
            {line.verdict === "changed-since" ? verdicts["changed-since"] : refusalOf(page, line)}
          </li>
        ))}
      </ul>
    </OfficeLayout>
  )
}

function refusalOf(page: OfficePage, { detail }: BulkLine): string {
  const { code, problems = [] } = (detail ?? {}) as Partial<BulkRefusal>
  const mistakes = problems.map(({ path, rule, values }) => `${path}: ${inputRuleText(page.language, rule, values)}`)
  return mistakes.length > 0 ? page.format.list(mistakes) : refusedInWords(page, code ?? "other")
}
