import { datasetMessages } from "../../../texts/index.ts"
import { Contact } from "../../components/contact/contact.tsx"
import { FreshnessLine, FreshnessStatus } from "../../components/freshness/freshness.tsx"
import { LicenceWords } from "../../components/licence/licence-words.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { Corrected } from "./corrected-view.tsx"
import type { DatasetModel } from "./dataset-model.ts"

interface Options {
  readonly page: Page
  readonly model: DatasetModel
}

/** What decides whether the data are of use: how fresh, under which licence, for when and where, whom to ask. */
export function KeyFacts({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { dataset, periods, places, contacts } = model
  return (
    <dl class="kv">
      <div>
        <dt>
          {words.frequency}
          <Corrected page={page} model={model} field="frequency" />
        </dt>
        <dd>
          <Rhythm page={page} model={model} />
        </dd>
      </div>
      <div>
        <dt>
          {words.licence}
          <Corrected page={page} model={model} field="licence" />
        </dt>
        <dd>
          <LicenceWords page={page} licence={model.licence} />
        </dd>
      </div>
      {dataset.accessRights && dataset.accessRights !== "public" && (
        <div>
          <dt>
            {words.access}
            <Corrected page={page} model={model} field="accessRights" />
          </dt>
          <dd>{words.accessRights[dataset.accessRights]}</dd>
        </div>
      )}
      {periods.length > 0 && (
        <div>
          <dt>
            {words.period}
            <Corrected page={page} model={model} field="temporal" />
          </dt>
          <dd>
            {periods.map((period) => (
              <p>{periodWords(page, period)}</p>
            ))}
          </dd>
        </div>
      )}
      {places.length > 0 && (
        <div>
          <dt>
            {words.places}
            <Corrected page={page} model={model} field="spatial" />
          </dt>
          <dd>
            {places.map((place, index) => (
              <>
                {index > 0 && (page.language === "ar" ? "، " : ", ")}
                <Localised page={page} text={place} />
              </>
            ))}
          </dd>
        </div>
      )}
      {contacts.length > 0 && (
        <div>
          <dt>
            {words.contact}
            <Corrected page={page} model={model} field="contactPoints" />
          </dt>
          <dd>
            {contacts.map((contact) => (
              <Contact contact={contact} />
            ))}
          </dd>
        </div>
      )}
    </dl>
  )
}

function Rhythm({ page, model: { freshness, rhythm, modified } }: Options) {
  const words = datasetMessages[page.language]
  const scheduled = freshness.kind === "on-time" || freshness.kind === "late"
  return (
    <>
      {rhythm && (
        <p>
          <b>
            <Localised page={page} text={rhythm} />
          </b>
          {freshness.kind === "on-time" && freshness.dueAt > page.now && (
            <span class="muted small">
              {page.language === "ar" ? "، " : ", "}
              {words.nextDue(page.format.date(freshness.dueAt.toISOString().slice(0, 10)))}
            </span>
          )}
        </p>
      )}
      <p>
        <FreshnessStatus page={page} freshness={freshness} />
      </p>
      {scheduled && modified && <FreshnessLine page={page} updated={modified} dueAt={freshness.dueAt} />}
    </>
  )
}

function periodWords(page: Page, { start, end }: DatasetModel["periods"][number]): string {
  const words = datasetMessages[page.language]
  const { date } = page.format
  if (start && end) {
    const [from, to] = [wholeYear(start, "start"), wholeYear(end, "end")]
    return from === to ? date(from) : words.fromTo(date(from), date(to))
  }
  return start ? words.since(date(start)) : words.until(date(end ?? ""))
}

/** "2014-01-01" to "2014-12-31" is the year 2014. */
function wholeYear(iso: string, side: "start" | "end"): string {
  const edge = side === "start" ? /^(\d{4})-01-01(?:T00:00.*)?$/ : /^(\d{4})-12-31(?:T.*)?$/
  return edge.exec(iso)?.[1] ?? iso
}
