import { datasetMessages } from "../../../texts/index.ts"
import { FreshnessLine, FreshnessStatus } from "../../components/freshness/freshness.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import type { DatasetModel, LicenceFacts } from "./dataset-model.ts"
import { safeUrl } from "./link-state.ts"

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
        <dt>{words.frequency}</dt>
        <dd>
          <Rhythm page={page} model={model} />
        </dd>
      </div>
      <div>
        <dt>{words.licence}</dt>
        <dd>
          <LicenceWords page={page} licence={model.licence} />
        </dd>
      </div>
      {dataset.accessRights && dataset.accessRights !== "public" && (
        <div>
          <dt>{words.access}</dt>
          <dd>{words.accessRights[dataset.accessRights]}</dd>
        </div>
      )}
      {periods.length > 0 && (
        <div>
          <dt>{words.period}</dt>
          <dd>
            {periods.map((period) => (
              <p>{periodWords(page, period)}</p>
            ))}
          </dd>
        </div>
      )}
      {places.length > 0 && (
        <div>
          <dt>{words.places}</dt>
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
          <dt>{words.contact}</dt>
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

function LicenceWords({ page, licence }: { page: Page; licence: LicenceFacts }) {
  const words = datasetMessages[page.language]
  if (licence.kind === "none") return <span class="muted">{words.licenceUnknown}</span>
  if (licence.kind === "unrecognised") {
    return (
      <>
        <span class="small muted">{words.licenceUnrecognised}</span> <Localised page={page} text={licence.raw} />
      </>
    )
  }
  const allows = words.allows[licence.licence.kind as keyof typeof words.allows] ?? words.allows.other
  return (
    <>
      <a href={licence.href}>
        <Localised page={page} text={licence.title} />
      </a>
      <br />
      <span class="small muted">{allows}</span>
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

function Contact({ contact: { name, email, phone, url } }: { contact: DatasetModel["contacts"][number] }) {
  const site = safeUrl(url)
  return (
    <ul class="contact">
      {name && (
        <li>
          <bdi>{name}</bdi>
        </li>
      )}
      {email && /^[^\s@<>"]+@[^\s@<>"]+$/.test(email) && (
        <li>
          <a href={`mailto:${email}`}>
            <Icon name="mail" /> <bdi dir="ltr">{email}</bdi>
          </a>
        </li>
      )}
      {phone && (
        <li>
          <Icon name="phone" /> <bdi dir="ltr">{phone}</bdi>
        </li>
      )}
      {site && (
        <li>
          <a href={site} rel="noopener">
            <Icon name="external-link" /> <bdi dir="ltr">{site.replace(/^https?:\/\//, "").replace(/\/$/, "")}</bdi>
          </a>
        </li>
      )}
    </ul>
  )
}
