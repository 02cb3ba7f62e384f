import { datasetMessages, searchMessages } from "../../../texts/index.ts"
import { FreshnessLine, FreshnessStatus } from "../../components/freshness/freshness.tsx"
import { Icon } from "../../components/icon/icon.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { DatasetModel, LicenceFacts, NamedLink } from "./dataset-model.ts"
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

/** The rest of the record: subjects, dates, identifiers, how to cite. */
export function MoreFacts({ page, model }: Options) {
  const words = datasetMessages[page.language]
  const { dataset, themes, keywords, publisherAtSource, series } = model
  const { date, list, languageName } = page.format
  const permanent = page.site.baseUrl + routes.permanent(dataset.id)
  const rows: readonly (readonly [string, preact.ComponentChildren | undefined])[] = [
    [words.themes, themes.length > 0 && <Links page={page} links={themes} />],
    [words.keywords, keywords.length > 0 && <Tags page={page} links={keywords} />],
    [words.series, series && <Links page={page} links={[series]} />],
    [words.publisherAtSource, publisherAtSource && <Localised page={page} text={publisherAtSource} />],
    [words.issued, dataset.issued && <time dateTime={dataset.issued}>{date(dataset.issued)}</time>],
    [words.modified, dataset.modified && <time dateTime={dataset.modified}>{date(dataset.modified)}</time>],
    [words.metadataModified, <time dateTime={dataset.metadataModified}>{date(dataset.metadataModified)}</time>],
    [words.version, dataset.version && <bdi>{dataset.version}</bdi>],
    [words.languages, dataset.languages?.length && list(dataset.languages.map(languageName))],
    [words.conformsTo, dataset.conformsTo?.length && <bdi dir="ltr">{list(dataset.conformsTo)}</bdi>],
    [words.identifier, dataset.identifier && <Code>{dataset.identifier}</Code>],
    [
      words.permanentId,
      <a class="id" href={routes.permanent(dataset.id)}>
        <Code>{permanent.replace(/^https?:\/\//, "")}</Code>
      </a>,
    ],
    [words.cite, <Citation page={page} model={model} />],
    [words.metadata, <a href={routes.api.dataset(dataset.id)}>{words.json}</a>],
  ]
  return (
    <dl class="kv">
      {rows.map(
        ([term, value]) =>
          value && (
            <div>
              <dt>{term}</dt>
              <dd>{value}</dd>
            </div>
          ),
      )}
    </dl>
  )
}

function Links({ page, links }: { page: Page; links: readonly NamedLink[] }) {
  return (
    <ul>
      {links.map(({ href, name }) => (
        <li>
          <a href={href}>
            <Localised page={page} text={name} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Tags({ page, links }: { page: Page; links: readonly NamedLink[] }) {
  return (
    <ul class="chips tags">
      {links.map(({ href, name }) => (
        <li>
          <a class="tag" href={href} rel="nofollow">
            <Localised page={page} text={name} />
          </a>
        </li>
      ))}
    </ul>
  )
}

function Code({ children }: { children: string }) {
  return (
    <code class="wrap-any" dir="ltr">
      {children}
    </code>
  )
}

/** Publisher, «title», date: each in its own language. */
function Citation({ page, model }: Options) {
  const date = model.modified ?? model.dataset.metadataModified
  const comma = page.language === "ar" ? "، " : ", "
  const [open, close] = searchMessages[page.language].quoted("|").split("|")
  return (
    <span class="small">
      <Localised page={page} text={model.publisher.name} />
      {comma}
      {open}
      <Localised page={page} text={model.title} />
      {close}
      {comma}
      {page.format.date(date)}.
    </span>
  )
}
