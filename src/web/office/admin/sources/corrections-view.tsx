import type { Correction, CorrectionCursor, StoredSource } from "../../../../harvest/index.ts"
import { adminMessages, inLanguage, sourceMessages } from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import { ownLanguage } from "../../../components/diff/diff-line.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import { labelOfPath, type Saying } from "../../datasets/change-lines.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { pathOf, saidOf } from "./correction-words.ts"

interface Options {
  readonly page: OfficePage
  readonly source: StoredSource
  /** Of one dataset each. */
  readonly groups: readonly (readonly [Correction, ...Correction[]])[]
  readonly next?: CorrectionCursor | undefined
  readonly saying: Saying
}

export function CorrectionsView({ page, source, groups, next, saying }: Options) {
  const [words, own] = [adminMessages[page.language], sourceMessages[page.language]]
  const sourceHref = routes.office(page.language, `/sources/${source.id}`)
  const here = `/sources/${source.id}/corrections`
  return (
    <OfficeLayout
      page={page}
      title={own.corrections}
      lead={own.correctionsLead}
      actions={
        groups.length > 0 && (
          <a class="btn alt" href={routes.office(page.language, `${here}.csv`)} download>
            <Icon name="download" />
            {own.download}
          </a>
        )
      }
    >
      <Crumbs
        page={page}
        path={[
          { href: routes.office(page.language, "/sources"), name: words.sources },
          { href: sourceHref, name: <Localised page={page} text={sourceName(source, page.language)} /> },
          { name: own.corrections },
        ]}
      />
      {groups.length === 0 ? (
        <p class="empty">{own.noCorrections}</p>
      ) : (
        groups.map((corrections) => <OneDataset page={page} corrections={corrections} saying={saying} />)
      )}
      {next && (
        <p class="next">
          <a
            class="btn alt"
            href={routes.office(page.language, here, {
              record: next.remoteId,
              field: next.field,
              language: next.language,
            })}
          >
            {words.more}
          </a>
        </p>
      )}
    </OfficeLayout>
  )
}

interface Part {
  readonly page: OfficePage
  readonly saying: Saying
}

function OneDataset({ page, corrections, saying }: Part & { corrections: Options["groups"][number] }) {
  const own = sourceMessages[page.language]
  const [{ title, slug, remoteId }] = corrections
  const shown = inLanguage(title, page.language)
  return (
    <section class="corrected">
      <h2>
        <a href={routes.dataset(page.language, slug)}>
          {shown ? <Localised page={page} text={shown} /> : <bdi dir="ltr">{slug}</bdi>}
        </a>
      </h2>
      <p class="small faint">
        <bdi dir="ltr" class="url">
          {remoteId}
        </bdi>
      </p>
      <ScrollRegion label={shown?.text ?? slug}>
        <table class="sides">
          <thead>
            <tr>
              <th scope="col">{own.fieldColumn}</th>
              <th scope="col">{own.theirs}</th>
              <th scope="col">{own.ours}</th>
            </tr>
          </thead>
          <tbody>
            {corrections.map((correction) => (
              <Line page={page} correction={correction} saying={saying} />
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </section>
  )
}

function Line({ page, correction, saying }: Part & { correction: Correction }) {
  const own = sourceMessages[page.language]
  const { label, lang } = labelOfPath(pathOf(correction), saying)
  const attributes = ownLanguage(page, { label, lang })
  const side = (name: string, value: unknown, absent: string) => (
    <td data-head={name}>
      {value === undefined ? (
        <span class="muted">{absent}</span>
      ) : (
        <div {...attributes}>
          {saidOf(correction, value, saying).map((text, at) => (
            <>
              {at > 0 && <br />}
              <bdi>{text}</bdi>
            </>
          ))}
        </div>
      )}
    </td>
  )
  return (
    <tr>
      <th scope="row">
        {label}
        <br />
        <small class="faint">{own.correctedOn(page.format.date(correction.at.toISOString().slice(0, 10)))}</small>
      </th>
      {side(own.theirs, correction.theirs, own.saidNothing)}
      {side(own.ours, correction.ours, own.takenAway)}
    </tr>
  )
}
