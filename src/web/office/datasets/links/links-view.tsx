import type { OfficeDataset } from "../../../../catalogue/index.ts"
import type { FileLink, Outcome } from "../../../../links/index.ts"
import { datasetFormMessages, inLanguage, linkMessages } from "../../../../texts/index.ts"
import { ErrorSummary, PostButton } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { linkProblem } from "../../../models/link-words.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

export interface LinksModel {
  readonly page: OfficePage
  readonly office: OfficeDataset
  readonly links: readonly FileLink[]
  /** Position behind which there are more. */
  readonly next: number | undefined
  readonly names: ReadonlyMap<string, string>
  readonly mayAsk: boolean
  readonly refusal: FormRefusal | undefined
}

export function LinksView({ model }: { model: LinksModel }) {
  const { page, office, links, next, mayAsk, refusal } = model
  const words = linkMessages[page.language]
  const here = routes.office(page.language, `/datasets/${office.id}/links`)
  const title = inLanguage(office.document.facts.title, page.language)
  return (
    <OfficeLayout
      page={page}
      title={words.title}
      lead={
        <>
          <a href={routes.office(page.language, `/datasets/${office.id}/edit`)}>
            {title ? <Localised page={page} text={title} /> : datasetFormMessages[page.language].untitled}
          </a>
          {" · "}
          {words.lead}
        </>
      }
      actions={
        mayAsk &&
        links.length > 0 && (
          <PostButton page={page} action={here} kind="btn">
            {words.again}
          </PostButton>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      {links.length === 0 && <p class="empty">{words.none}</p>}
      {links.map((link) => (
        <Link model={model} link={link} />
      ))}
      {next !== undefined && (
        <p class="next">
          <a class="btn alt" href={`${here}?after=${next}`}>
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

function Link({ model: { page, names }, link }: { model: LinksModel; link: FileLink }) {
  const words = linkMessages[page.language]
  const { dueAt, copyTakenAt, outcomes } = link
  const name = names.get(link.distributionId) ?? link.url
  return (
    <section class="f">
      <h2 class="h2">
        <bdi>{name}</bdi>
      </h2>
      <p class="small">
        <bdi dir="ltr">{link.url}</bdi>
      </p>
      <p class="row small">
        <Verdict page={page} link={link} />
        <span class="muted">{words.next(dueAt > page.now ? page.format.dateTime(dueAt) : words.soon)}</span>
        {copyTakenAt && <span class="muted">{words.kept(page.format.date(copyTakenAt.toISOString()))}</span>}
      </p>
      {outcomes.length > 0 && (
        <details>
          <summary>
            {words.checks}
            <span class="sr"> {name}</span>
          </summary>
          <Checks page={page} name={name} outcomes={outcomes} />
        </details>
      )}
    </section>
  )
}

const tones = { ok: "ok", broken: "bad", suspicious: "late", unknown: "plain" } as const

function Verdict({ page, link: { verdict, code, failingSince, outcomes } }: { page: OfficePage; link: FileLink }) {
  const words = linkMessages[page.language]
  if (outcomes.length === 0) return <Status tone="plain">{words.unchecked}</Status>
  const isFailing = verdict === "ok" && code !== undefined
  const said = [
    isFailing ? words.failing : verdict === "unknown" ? words.unsure : words[verdict],
    ...(code ? [linkProblem(page, code)] : []),
    ...(failingSince ? [words.since(page.format.date(failingSince.toISOString()))] : []),
  ]
  return <Status tone={isFailing ? "late" : tones[verdict]}>{said.join(page.language === "ar" ? "، " : ", ")}</Status>
}

function Checks({ page, name, outcomes }: { page: OfficePage; name: string; outcomes: readonly Outcome[] }) {
  const words = linkMessages[page.language]
  return (
    <ScrollRegion label={`${words.checks}: ${name}`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{words.when}</th>
            <th scope="col">{words.answer}</th>
            <th scope="col">{words.took}</th>
          </tr>
        </thead>
        <tbody>
          {outcomes.map(({ at, status, code, ms }) => (
            <tr>
              <td>
                <time dateTime={at}>{page.format.dateTime(new Date(at))}</time>
              </td>
              <td>
                {status > 0 ? <bdi dir="ltr">{status}</bdi> : words.noAnswer}
                {code && ` · ${linkProblem(page, code)}`}
              </td>
              <td>{words.milliseconds(page.format.number(ms))}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  )
}
