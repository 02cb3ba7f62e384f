import type { ConnectorKind, Preview, StoredPreview, StoredSource } from "../../../../../harvest/index.ts"
import { adminMessages, runMessages, sourceMessages, sourcePreviewMessages } from "../../../../../texts/index.ts"
import { Crumbs } from "../../../../components/crumbs/crumbs.tsx"
import { Form, PostButton } from "../../../../components/form/form.tsx"
import { Localised } from "../../../../components/localised/localised.tsx"
import { Notice } from "../../../../components/notice/notice.tsx"
import { kindNames } from "../../../../models/kind-names.ts"
import { sourceName } from "../../../../models/source-name.ts"
import { routes } from "../../../../routes.ts"
import type { Saying } from "../../../datasets/change-lines.ts"
import { Figure } from "../../../desks/figures.tsx"
import type { OfficePage } from "../../../office-route.ts"
import { OfficeLayout } from "../../../shell/office-layout.tsx"
import { StopText } from "../problem-texts.tsx"
import type { Written } from "../written-source.ts"
import { PlannedRecords, type PreviewedDatasets } from "./preview-records.tsx"

/** What is previewed, and what its form held. */
export interface PreviewSubject {
  readonly kind: ConnectorKind
  readonly url: string
  readonly written: Written
  /** Where it is kept already. */
  readonly source?: StoredSource
  /** It is previewed as it would be after an edit. */
  readonly isEdited?: boolean
}

interface Options {
  readonly page: OfficePage
  readonly stored: StoredPreview
  readonly subject: PreviewSubject
  readonly datasets: PreviewedDatasets
  readonly saying: Saying
}

export function PreviewView({ page, stored: { id, preview, refusal }, subject, datasets, saying }: Options) {
  const words = sourcePreviewMessages[page.language]
  return (
    <OfficeLayout
      page={page}
      title={words.previewTitle}
      lead={
        <>
          <bdi dir="ltr">{kindNames[subject.kind]}</bdi> ·{" "}
          <bdi dir="ltr" class="url">
            {subject.url}
          </bdi>{" "}
          · {words.previewLead}
        </>
      }
    >
      <PreviewCrumbs page={page} subject={subject} />
      {refusal && (
        <Notice tone="bad" icon="triangle-alert">
          <b>{words.impossible}</b>
          <p>{refusalText(page, refusal)}</p>
        </Notice>
      )}
      {preview?.reason && (
        <Notice tone="bad" icon="triangle-alert">
          <b>{preview.records.length === 0 ? words.unreadable : words.cutShort}</b>
          <StopText page={page} reason={preview.reason} />
        </Notice>
      )}
      <Next page={page} id={id} subject={subject} maySave={!refusal} />
      {preview && <Outcome page={page} {...{ preview, subject, datasets, saying }} />}
    </OfficeLayout>
  )
}

function Outcome({
  page,
  preview,
  subject,
  datasets,
  saying,
}: Pick<Options, "page" | "subject" | "datasets" | "saying"> & { preview: Preview }) {
  const words = sourcePreviewMessages[page.language]
  const { records, complete } = preview
  if (records.length === 0) return preview.reason ? null : <p class="empty">{words.noRecords}</p>
  const isUnknown = records.some(({ problems }) => problems.some(({ code }) => /^unknown-(licence|theme)$/.test(code)))
  return (
    <>
      <Counts page={page} preview={preview} />
      <p class="read-so-far">
        <b>{words.readSoFar(runMessages[page.language].records(records.length))}</b>{" "}
        {preview.reason ? null : complete ? words.allRead : words.moreThere}
      </p>
      {isUnknown && subject.source && (
        <p>
          <a href={routes.office(page.language, `/sources/${subject.source.id}/mapping`)}>{words.mapWords}</a>
        </p>
      )}
      <PlannedRecords page={page} records={records} datasets={datasets} saying={saying} />
    </>
  )
}

function refusalText(page: OfficePage, { code, message }: { code: string; message: string }): string {
  const own = adminMessages[page.language].sourceRefusals
  return (Object.hasOwn(own, code) ? own[code] : undefined) ?? message
}

export function PreviewCrumbs({ page, subject: { source } }: { page: OfficePage; subject: PreviewSubject }) {
  const sources = { href: routes.office(page.language, "/sources"), name: adminMessages[page.language].sources }
  const last = { name: sourceMessages[page.language].preview }
  if (!source) return <Crumbs page={page} path={[sources, last]} />
  const href = routes.office(page.language, `/sources/${source.id}`)
  const name = <Localised page={page} text={sourceName(source, page.language)} />
  return <Crumbs page={page} path={[sources, { href, name }, last]} />
}

/** Save with all that was typed, back to it, or look again. */
function Next({
  page,
  id,
  subject,
  maySave,
}: {
  page: OfficePage
  id: string
  subject: PreviewSubject
  maySave: boolean
}) {
  const words = sourcePreviewMessages[page.language]
  const { source, isEdited } = subject
  const saves = maySave && (!source || isEdited)
  return (
    <div class="row after">
      {saves && (
        <Typed page={page} subject={subject}>
          <button type="submit" class="btn">
            {source ? words.saveChanges : words.saveSource}
          </button>
        </Typed>
      )}
      {source && !isEdited ? (
        <PostButton page={page} action={sourceAddress(page, source)} fields={{ act: "preview" }} kind="btn alt">
          {words.previewAgain}
        </PostButton>
      ) : (
        <Typed page={page} subject={subject}>
          <button type="submit" class="btn alt" name="act" value="preview">
            {words.previewAgain}
          </button>
        </Typed>
      )}
      <BackToForm page={page} id={id} subject={subject} />
    </div>
  )
}

function sourceAddress(page: OfficePage, { id }: StoredSource): string {
  return routes.office(page.language, `/sources/${id}`)
}

export function BackToForm({
  page,
  id,
  subject: { source },
}: {
  page: OfficePage
  id: string
  subject: PreviewSubject
}) {
  const form = source ? `/sources/${source.id}/edit` : "/sources/new"
  return (
    <a class="btn alt" href={routes.office(page.language, form, { preview: id })}>
      {sourcePreviewMessages[page.language].backToForm}
    </a>
  )
}

/** The form again, with its fields out of sight. */
function Typed({
  page,
  subject: { kind, written, source },
  children,
}: {
  page: OfficePage
  subject: PreviewSubject
  children: preact.ComponentChildren
}) {
  const action = routes.office(page.language, source ? `/sources/${source.id}/edit` : "/sources/new")
  // A box that is not ticked posts nothing.
  const fields = Object.entries(written).filter(([, value]) => value !== "")
  return (
    <Form page={page} action={action} class="one">
      <input type="hidden" name="kind" value={kind} />
      {fields.map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      {children}
    </Form>
  )
}

function Counts({ page, preview: { counts } }: { page: OfficePage; preview: Preview }) {
  const [words, own] = [adminMessages[page.language], sourcePreviewMessages[page.language]]
  const { number } = page.format
  return (
    <dl class="g5 kpis">
      <Figure term={own.toCreate} value={number(counts.created)} />
      <Figure term={own.toUpdate} value={number(counts.updated)} />
      <Figure term={words.unchanged} value={number(counts.unchanged)} />
      <Figure term={own.toWithdraw} value={number(counts.withdrawn)} />
      <Figure term={words.refused} value={number(counts.refused)} />
    </dl>
  )
}
