import type { ComponentChildren } from "preact"
import {
  datasetFormMessages,
  dictionaryMessages,
  inLanguage,
  linkMessages,
  officeDatasetMessages,
  reviewMessages,
} from "../../../../texts/index.ts"
import { fieldId, problemAt, TextArea, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary } from "../../../components/form/form.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { jsonForScript } from "../../../components/layout/layout.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Notice } from "../../../components/notice/notice.tsx"
import { Status } from "../../../components/status/status.tsx"
import { routes } from "../../../routes.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { StatePill } from "../state-pill.tsx"
import { AsideParts } from "./aside-view.tsx"
import { ContactSection, LicenceSection, MoreSection, OrganizationField, VisibilitySection } from "./fact-sections.tsx"
import { FilesSection } from "./files-view.tsx"
import type { FormModel } from "./form-model.ts"
import { MoreActs } from "./more-acts.tsx"
import { PersonalWarnings } from "./personal-view.tsx"
import { DescriptionSection, PlaceSection } from "./text-sections.tsx"

/** The form of a dataset: one long calm page, its state beside. Works without scripts; with them it saves itself. */
export function FormView({ model }: { model: FormModel }) {
  const { page, office, values } = model
  const words = datasetFormMessages[page.language]
  const title = inLanguage(values.title, page.language)
  const text = title?.text ?? (office ? words.untitled : words.newTitle)
  return (
    <OfficeLayout
      page={page}
      title={text}
      heading={title ? <Localised page={page} text={title} /> : text}
      lead={office && <Ways model={model} />}
      actions={<SavedState model={model} />}
    >
      <ErrorSummary page={page} refusal={model.refusal} />
      <SectionTabs model={model} />
      <div class="g-side slim">
        <form
          method="post"
          action={model.action}
          encType="multipart/form-data"
          noValidate
          id="dataset-form"
          data-autosave
          data-version={office?.version}
        >
          <input type="hidden" name="csrf" value={page.viewer.csrf} />
          <input type="hidden" name="id" value={model.id} />
          <input type="hidden" name="base" value={JSON.stringify(model.base)} />
          {/* What Enter presses: saving, never the first button of the files. */}
          <button type="submit" name="act" value="save" class="sr" tabIndex={-1} aria-hidden="true">
            {words.save}
          </button>
          <PersonalWarnings model={model} />
          {model.source && (
            <Notice icon="git-fork">
              <p>{words.harvestedNote(model.source.name)}</p>
            </Notice>
          )}
          <Section id="files" title={words.sections.files}>
            {!office && model.organizations.length > 1 && <OrganizationField model={model} />}
            <FilesSection model={model} />
          </Section>
          <Section id="description" title={words.sections.description}>
            <DescriptionSection model={model} />
          </Section>
          <Section id="place" title={words.sections.place}>
            <PlaceSection model={model} />
          </Section>
          <Section id="licence" title={words.sections.licence}>
            <LicenceSection model={model} />
          </Section>
          <Section id="contact" title={words.sections.contact}>
            <ContactSection model={model} />
          </Section>
          <Section id="visibility" title={words.sections.visibility}>
            <VisibilitySection model={model} />
            <MoreSection model={model} />
          </Section>
          <Section id="review" title={words.sections.review}>
            <ReviewSection model={model} />
          </Section>
          <ActBar model={model} />
        </form>
        <aside class="stack" aria-label={words.qualityNow}>
          <div class="stack" data-part="aside">
            <AsideParts model={model} />
          </div>
          {office && <MoreActs page={page} office={office} may={model.may} />}
        </aside>
      </div>
      <script
        type="application/json"
        id="dataset-form-words"
        dangerouslySetInnerHTML={{ __html: jsonForScript(words.island) }}
      />
      {["dataset-form", "upload"].map((name) => (
        <script type="module" src={`/assets/${page.site.assets.manifest.scripts[name]}`} />
      ))}
    </OfficeLayout>
  )
}

function Section({ id, title, children }: { id: string; title: string; children: ComponentChildren }) {
  return (
    <section class="form-section" id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
    </section>
  )
}

function SectionTabs({ model: { page } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  const ids = ["files", "description", "place", "licence", "review"]
  return (
    <nav aria-label={words.edit}>
      <ol class="steps jump">
        {words.steps.map((name, at) => (
          <li>
            <a href={`#${ids[at]}`}>{name}</a>
          </li>
        ))}
      </ol>
    </nav>
  )
}

/** When it was saved, and by whom; the script keeps it current. */
function SavedState({ model: { page, office, names } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  const draft = office?.draft
  const ago = draft && page.format.ago(draft.updatedAt, page.now)
  return (
    <>
      <span class="sr" role="status" data-said />
      <p class="small muted saved" data-saved>
        {draft && <Icon name="cloud-check" />}{" "}
        {draft && ago
          ? words.lastSaved(ago, names.get(draft.updatedBy) ?? reviewMessages[page.language].somebody)
          : office
            ? ""
            : words.notYetSaved}
      </p>
    </>
  )
}

function Ways({ model: { page, office } }: { model: FormModel }) {
  if (!office) return null
  const words = datasetFormMessages[page.language]
  const to = (path: string) => routes.office(page.language, `/datasets/${office.id}${path}`)
  return (
    <span class="row ways">
      <StatePill page={page} state={office.state} />
      {office.document.visibility === "private" && (
        <span class="tag">{officeDatasetMessages[page.language].privateMark}</span>
      )}
      <a href={to("/preview")}>{words.preview}</a>
      <a href={to("/review")}>{words.reviewPage}</a>
      <a href={to("/history")}>{words.history}</a>
      {office.shownState && <a href={to("/tables")}>{dictionaryMessages[page.language].tables}</a>}
      {office.shownState && <a href={to("/links")}>{linkMessages[page.language].title}</a>}
      {office.shownState && <a href={routes.dataset(page.language, office.slug)}>{words.publicPage}</a>}
    </span>
  )
}

function ReviewSection({ model }: { model: FormModel }) {
  const { page, may, refusal, typed } = model
  const words = datasetFormMessages[page.language]
  return (
    <>
      <Missing model={model} />
      {(may.submit || may.publish) && (
        <TextArea
          name="comment"
          label={words.comment}
          hint={words.commentHint}
          rows={2}
          dir="auto"
          value={typed.comment}
          problem={problemAt(refusal, "comment")}
        />
      )}
      {may.publish && (
        <details class="fold-more" open={Boolean(problemAt(refusal, "publishAt"))}>
          <summary>{words.schedule}</summary>
          <TextField
            name="publishAt"
            type="datetime-local"
            label={words.publishAt}
            hint={words.publishAtHint}
            problem={problemAt(refusal, "publishAt")}
            dir="ltr"
            value={typed.publishAt}
          />
          <button type="submit" class="btn sm alt" name="act" value="schedule">
            {words.schedule}
          </button>
        </details>
      )}
    </>
  )
}

/** What publication would refuse now; made anew after each save. */
export function Missing({ model: { page, missing } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  return (
    <div data-part="missing" class="f">
      {missing.length === 0 ? (
        <p>
          <Status tone="ok">{words.readyToPublish}</Status>
        </p>
      ) : (
        <>
          <p>{words.notPossibleYet}</p>
          <ul class="stack-s">
            {missing.map(({ field, text }) => (
              <li>
                <Status tone="late">
                  <a href={`#${fieldId(field)}`}>{text}</a>
                </Status>
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}

/** Made anew after each save: choosing another body may change what one may do. */
export function ActBar({ model: { page, may } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  const primary = may.publish ? "publish" : may.submit ? "submit" : undefined
  return (
    <div class="stickybar row spread" data-part="acts">
      <button type="submit" class="btn alt" name="act" value="leave">
        {words.saveAndLeave}
      </button>
      <div class="row">
        <button type="submit" class={primary ? "btn alt" : "btn"} name="act" value="save">
          {words.save}
        </button>
        {primary && (
          <button type="submit" class="btn" name="act" value={primary}>
            {words[primary]}
          </button>
        )}
      </div>
    </div>
  )
}
