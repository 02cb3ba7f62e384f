import type { FileVersion, HistoryEntry, JoinedDataset, OfficeDataset } from "../../../../catalogue/index.ts"
import {
  datasetFormMessages,
  datasetMessages,
  duplicateMessages,
  historyMessages,
  inLanguage,
} from "../../../../texts/index.ts"
import { Diff } from "../../../components/diff/diff.tsx"
import type { DiffLine } from "../../../components/diff/diff-line.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { StatePill } from "../state-pill.tsx"

export interface HistoryModel {
  readonly page: OfficePage
  readonly office: OfficeDataset
  readonly entries: readonly (HistoryEntry & { readonly lines: readonly DiffLine[] })[]
  readonly people: ReadonlyMap<string, string>
  readonly next: number | undefined
  readonly first: boolean
  /** Datasets that were one with this one. */
  readonly joins: { readonly from: readonly JoinedDataset[]; readonly into?: JoinedDataset }
  readonly versions: readonly FileVersion[]
  readonly fileNames: ReadonlyMap<string, string>
}

export function HistoryView({ model }: { model: HistoryModel }) {
  const { page, office, entries, next, first } = model
  const words = historyMessages[page.language]
  const title = inLanguage(office.document.facts.title, page.language)
  const to = (path: string, query = {}) => routes.office(page.language, `/datasets/${office.id}${path}`, query)
  return (
    <OfficeLayout
      page={page}
      title={words.title}
      lead={
        <span class="row ways">
          <a href={to("/edit")}>
            {title ? <Localised page={page} text={title} /> : datasetFormMessages[page.language].untitled}
          </a>
          <StatePill page={page} state={office.state} />
        </span>
      }
    >
      {entries.length === 0 && <p class="muted">{words.empty}</p>}
      <FileVersions model={model} />
      <ol class="tl">
        {entries.map((entry) => (
          <Entry model={model} entry={entry} />
        ))}
      </ol>
      <p class="row">
        {next && <a href={to("/history", { before: String(next) })}>{words.older}</a>}
        {!first && <a href={to("/history")}>{words.newest}</a>}
      </p>
    </OfficeLayout>
  )
}

/** Which dataset was joined, with the way to it. */
function Joined({ model: { page, joins }, entry }: { model: HistoryModel; entry: HistoryEntry }) {
  const isOf = ({ at }: JoinedDataset) => at.getTime() === entry.at.getTime()
  const away = entry.kind === "joined-away"
  const other = away ? joins.into : entry.kind === "joined" ? joins.from.find(isOf) : undefined
  if (!other) return null
  const words = duplicateMessages[page.language]
  const title = inLanguage(other.title, page.language)
  return (
    <p>
      {away ? words.joinedInto : words.joinedWith}{" "}
      <a href={routes.office(page.language, `/datasets/${other.id}/history`)}>
        {title ? <Localised page={page} text={title} /> : <bdi dir="ltr">{other.id}</bdi>}
      </a>
    </p>
  )
}

const versionKinds = new Set(["created", "updated", "published", "restored", "harvested"])

function Entry({ model, entry }: { model: HistoryModel; entry: HistoryModel["entries"][number] }) {
  const { page, office, people } = model
  const words = historyMessages[page.language]
  // That its state changed is what the kind of the entry says.
  const fields = entry.fields
    .filter((field) => field !== "state")
    .map((field) => datasetMessages[page.language].fields[field])
    .filter((name) => name !== undefined)
  return (
    <li>
      <p>
        <b>{words.kinds[entry.kind] ?? entry.kind}</b> · <bdi>{people.get(entry.actor) ?? words.system}</bdi> ·{" "}
        <time dateTime={entry.at.toISOString()}>{page.format.dateTime(entry.at)}</time>
      </p>
      <Joined model={model} entry={entry} />
      {entry.comment && <p dir="auto">{entry.comment}</p>}
      {entry.lines.length > 0 ? (
        <Diff page={page} lines={entry.lines} />
      ) : (
        fields.length > 0 && (
          <p class="small muted">{datasetMessages[page.language].changedFields(page.format.list(fields))}</p>
        )
      )}
      {office.shown && versionKinds.has(entry.kind) && (
        <p class="small version-acts">
          <a href={routes.office(page.language, `/datasets/${office.id}/history/${entry.position}`)}>
            {words.see}
            <span class="sr"> {page.format.dateTime(entry.at)}</span>
          </a>
        </p>
      )}
    </li>
  )
}

function FileVersions({ model: { page, versions, fileNames } }: { model: HistoryModel }) {
  if (versions.length === 0) return null
  const words = historyMessages[page.language]
  const newest = new Map<string, number>()
  for (const one of versions) newest.set(one.distributionId, Math.max(one.number, newest.get(one.distributionId) ?? 0))
  return (
    <section class="f">
      <h2 class="h2">{words.files}</h2>
      <ul class="stack-s">
        {versions.map(({ distributionId, number, name, byteSize, at }) => {
          const isCurrent = newest.get(distributionId) === number
          const folder = `/files/${distributionId}${isCurrent ? "" : `/${number}`}`
          return (
            <li class="row small">
              <bdi>{fileNames.get(distributionId) ?? name}</bdi>
              <span>
                {words.version(page.format.number(number))} {isCurrent && `(${words.current})`}
              </span>
              <time dateTime={at.toISOString()}>{page.format.dateTime(at)}</time>
              {byteSize !== undefined && <span>{page.format.size(byteSize)}</span>}
              <a href={`${folder}/${encodeURIComponent(name)}`}>
                {words.download}
                <span class="sr"> {name}</span>
              </a>
            </li>
          )
        })}
      </ul>
    </section>
  )
}
