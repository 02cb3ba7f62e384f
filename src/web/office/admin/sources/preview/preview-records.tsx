import type { Dataset } from "../../../../../catalogue/index.ts"
import type { PreviewedRecord } from "../../../../../harvest/index.ts"
import { adminMessages, inLanguage, sourcePreviewMessages } from "../../../../../texts/index.ts"
import { Diff } from "../../../../components/diff/diff.tsx"
import { Localised } from "../../../../components/localised/localised.tsx"
import { Pill } from "../../../../components/pill/pill.tsx"
import { ScrollRegion } from "../../../../components/table/scroll-region.tsx"
import { routes } from "../../../../routes.ts"
import { changeLines, type Saying } from "../../../datasets/change-lines.ts"
import type { OfficePage } from "../../../office-route.ts"
import { Problems } from "../problem-texts.tsx"

const tones = {
  created: "ok",
  updated: "info",
  unchanged: "info",
  withdrawn: "late",
  refused: "bad",
  skipped: "info",
} as const

/** Those of the records that we have, by id. */
export type PreviewedDatasets = ReadonlyMap<string, Dataset>

interface Options {
  readonly page: OfficePage
  readonly records: readonly PreviewedRecord[]
  readonly datasets: PreviewedDatasets
  readonly saying: Saying
}

const order: readonly PreviewedRecord["verdict"][] = [
  "refused",
  "withdrawn",
  "updated",
  "created",
  "skipped",
  "unchanged",
]

/** What somebody should look at first; else as the source has them. */
function byVerdict(one: PreviewedRecord, other: PreviewedRecord): number {
  return order.indexOf(one.verdict) - order.indexOf(other.verdict)
}

/** Each record that was read, and what would become of it. */
export function PlannedRecords({ page, records, datasets, saying }: Options) {
  const [words, own] = [adminMessages[page.language], sourcePreviewMessages[page.language]]
  return (
    <ScrollRegion label={words.records} kind="stacked">
      <table>
        <thead>
          <tr>
            <th scope="col">{words.verdict}</th>
            <th scope="col">{words.record}</th>
            <th scope="col">{own.change}</th>
          </tr>
        </thead>
        <tbody>
          {records.toSorted(byVerdict).map((record) => (
            <tr>
              <td>
                <Pill tone={tones[record.verdict]}>{own.planned[record.verdict]}</Pill>
              </td>
              <th scope="row">
                <RecordName page={page} record={record} datasets={datasets} />
              </th>
              <td class="wide-cell">
                <Effect page={page} record={record} saying={saying} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}

function RecordName({ page, record, datasets }: Pick<Options, "page" | "datasets"> & { record: PreviewedRecord }) {
  const own = sourcePreviewMessages[page.language]
  const { kind, remoteId, distributions } = record
  const dataset = datasets.get(record.datasetId ?? "")
  const title = inLanguage(record.title ?? dataset?.title, page.language)
  const named = title && <Localised page={page} text={title} />
  return (
    <>
      {dataset?.state === "published" && named ? (
        <a href={routes.dataset(page.language, dataset.slug)}>{named}</a>
      ) : (
        named
      )}
      {named && <br />}
      <small class="faint">
        {own.kindsOfRecord[kind] && <>{own.kindsOfRecord[kind]} · </>}
        {distributions !== undefined && <>{own.files(distributions)} · </>}
        <bdi dir="ltr" class="url">
          {remoteId}
        </bdi>
      </small>
    </>
  )
}

function Effect({ page, record, saying }: Pick<Options, "page" | "saying"> & { record: PreviewedRecord }) {
  const [words, own] = [adminMessages[page.language], sourcePreviewMessages[page.language]]
  const { verdict, changes, problems } = record
  const isFine = problems.length === 0 && (verdict === "created" || verdict === "unchanged")
  return (
    <>
      {isFine && words.noProblem}
      {verdict === "withdrawn" && <p>{own.goneThere}</p>}
      {verdict === "skipped" && problems.length === 0 && <p>{own.notTaken}</p>}
      {verdict === "updated" && changes.length === 0 && <p>{own.noVisibleChange}</p>}
      {changes.length > 0 && <Diff page={page} lines={changeLines(changes, saying)} />}
      <Problems page={page} problems={problems} />
    </>
  )
}
