import { hasOpenWarnings } from "../../../../platform/uploads/index.ts"
import { datasetFormMessages, inLanguage, reviewMessages } from "../../../../texts/index.ts"
import { Sides } from "../../../components/diff/sides.tsx"
import { problemAt, TextArea, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { routes } from "../../../routes.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { StatePill } from "../state-pill.tsx"
import { Discussion } from "./discussion-view.tsx"
import type { ReviewModel } from "./review-model.ts"

export function ReviewView({ model }: { model: ReviewModel }) {
  const { page, office, refusal, differences, everything } = model
  const words = reviewMessages[page.language]
  const form = datasetFormMessages[page.language]
  const title = inLanguage(office.document.facts.title, page.language)
  const text = title?.text ?? form.untitled
  const to = (path: string) => routes.office(page.language, `/datasets/${office.id}${path}`)
  const heads = { field: words.differences, before: words.shown, after: words.draft }
  return (
    <OfficeLayout
      page={page}
      title={text}
      heading={title ? <Localised page={page} text={title} /> : text}
      lead={
        <span class="row ways">
          <StatePill page={page} state={office.state} />
          <bdi>{inLanguage(office.organization.name, page.language)?.text}</bdi>
          <a href={to("/preview")}>{words.preview}</a>
          <a href={to("/history")}>{form.history}</a>
          {office.shownState && <a href={routes.dataset(page.language, office.slug)}>{form.publicPage}</a>}
        </span>
      }
      actions={
        model.may.edit && (
          <a class="btn alt" href={to("/edit")}>
            {form.edit}
          </a>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <div class="g-side slim">
        <div class="stack">
          <section>
            <h2 class="h2">{words.differences}</h2>
            {differences?.length === 0 && <p class="muted">{words.noDifferences}</p>}
            {differences && differences.length > 0 && (
              <Sides page={page} lines={differences} caption={words.differences} heads={heads} absent={words.absent} />
            )}
            {everything && (
              <>
                <p class="muted">{words.newDataset}</p>
                <Sides page={page} lines={everything} caption={words.differences} heads={heads} absent={words.absent} />
              </>
            )}
            {!differences && !everything && <p class="muted">{words.noDifferences}</p>}
          </section>
          <Checks model={model} />
          <Decision model={model} />
        </div>
        <aside class="stack" aria-label={words.discussion}>
          <Workers model={model} />
          <Discussion model={model} />
        </aside>
      </div>
    </OfficeLayout>
  )
}

function Checks({ model: { page, missing, files } }: { model: ReviewModel }) {
  const words = reviewMessages[page.language]
  const suspicious = files.filter(({ warnings }) => warnings.length > 0)
  return (
    <section>
      <h2 class="h2">{words.checks}</h2>
      <ul class="stack-s small">
        {missing.length === 0 && (
          <li>
            <Status tone="ok">{words.checkOk}</Status>
          </li>
        )}
        {missing.map(({ text }) => (
          <li>
            <Status tone="late">{text}</Status>
          </li>
        ))}
        {suspicious.length === 0 && (
          <li>
            <Status tone="ok">{words.noPersonal}</Status>
          </li>
        )}
        {suspicious.map((file) =>
          hasOpenWarnings(file) ? (
            <li>
              <Status tone="bad">{words.personal(file.name)}</Status>
            </li>
          ) : (
            <li>
              <Status tone="late">
                {words.personalAnswered(file.name)} ·{" "}
                {datasetFormMessages[page.language].personalAnswered[file.answer?.answer ?? "none"]}
                {file.answer?.note && (
                  <>
                    {" "}
                    (<bdi>{file.answer.note}</bdi>)
                  </>
                )}
              </Status>
            </li>
          ),
        )}
      </ul>
    </section>
  )
}

function Decision({ model: { page, office, may, refusal } }: { model: ReviewModel }) {
  if (!may.publish && !may.requestChanges) return null
  const words = reviewMessages[page.language]
  const form = datasetFormMessages[page.language]
  const to = (path: string) => routes.office(page.language, `/datasets/${office.id}${path}`)
  return (
    <section class="decision">
      <h2 class="h2">{words.decide}</h2>
      <Form page={page} action={to("/publish")}>
        <input type="hidden" name="version" value={office.version} />
        <TextArea
          name="comment"
          label={words.word}
          hint={words.wordHint}
          rows={3}
          dir="auto"
          problem={problemAt(refusal, "comment")}
        />
        <div class="row">
          {may.publish && (
            <button type="submit" class="btn">
              {office.state === "in-review" ? words.approve : form.publish}
            </button>
          )}
          {may.requestChanges && (
            <button type="submit" class="btn bad" formAction={to("/request-changes")}>
              {words.requestChanges}
            </button>
          )}
        </div>
        {may.publish && (
          <details class="fold-more" open={Boolean(problemAt(refusal, "publishAt"))}>
            <summary>{words.schedule}</summary>
            <TextField
              name="publishAt"
              type="datetime-local"
              label={form.publishAt}
              hint={form.publishAtHint}
              dir="ltr"
              problem={problemAt(refusal, "publishAt")}
            />
            <button type="submit" class="btn sm alt" formAction={to("/schedule")}>
              {words.schedule}
            </button>
          </details>
        )}
      </Form>
    </section>
  )
}

function Workers({ model: { page, office, people } }: { model: ReviewModel }) {
  if (!office.createdBy && !office.draft) return null
  const words = reviewMessages[page.language]
  const named = (id: string | undefined) => people.get(id ?? "") ?? words.somebody
  return (
    <section class="card flat">
      <h2>{words.whoWorks}</h2>
      <dl class="small stack-s">
        {office.createdBy && (
          <div>
            <dt class="muted">{words.startedBy}</dt>
            <dd>
              <bdi>{named(office.createdBy)}</bdi>
            </dd>
          </div>
        )}
        {office.draft && (
          <div>
            <dt class="muted">{words.lastEditBy}</dt>
            <dd>
              <bdi>{named(office.draft.updatedBy)}</bdi> · {page.format.ago(office.draft.updatedAt, page.now)}
            </dd>
          </div>
        )}
        {office.draft?.publishAt && <p>{words.publishAt(page.format.dateTime(office.draft.publishAt))}</p>}
      </dl>
    </section>
  )
}
