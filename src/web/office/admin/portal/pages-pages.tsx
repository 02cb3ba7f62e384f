import {
  addPage,
  builtInPages,
  type EditorialPage,
  footerColumns,
  listPages,
  pageById,
  pageEntity,
  pageState,
  publishPage,
  removePage,
  restorePage,
  savePage,
  unpublishPage,
} from "../../../../editorial/index.ts"
import { isUuid, newId } from "../../../../platform/ids.ts"
import {
  aboutMessages,
  directionOf,
  editorialMessages,
  inLanguage,
  languages,
  officeShellMessages,
  pageTextToHtml,
} from "../../../../texts/index.ts"
import { problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form, PostButton } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { pageAddress } from "../../../pages/about/page-address.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage, Visit } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type NamedVersion, namedVersions, Versions } from "./versions-view.tsx"

export const pagesPage: OfficeHandler = async ({ db }, { page }) => ({
  kind: "page",
  view: <PagesView page={page} pages={await listPages(db)} />,
})

export const newPagePage: OfficeHandler = async (_context, { page }) => ({
  kind: "page",
  view: <PageForm page={page} written={{ slug: "", title: {}, body: {}, footer: "portal", position: "0" }} />,
})

export const addPageAct: OfficeHandler = async ({ db }, visit) => {
  const { page, form, viewer, now, language } = visit
  const tried = await attempt(() => addPage(db, inputFrom(form), { by: viewer.actor, at: now, newId }))
  if (tried.kind === "done")
    return { kind: "see", to: routes.office(language, `/pages/${tried.value}`), done: "draft-saved" }
  const refusal = formRefusal(tried.refusal, language)
  return {
    kind: "page",
    status: refusal.status,
    view: <PageForm page={page} written={writtenIn(form)} refusal={refusal} />,
  }
}

export const editPagePage: OfficeHandler = async ({ db }, { page, params }) => {
  const stored = isUuid(params.id ?? "") ? await pageById(db, params.id ?? "") : undefined
  if (!stored) return { kind: "none" }
  const versions = await namedVersions(db, { entity: pageEntity, entityId: stored.id })
  return {
    kind: "page",
    view: <PageForm page={page} stored={stored} written={writtenOf(stored)} versions={versions} />,
  }
}

export const pageActs: OfficeHandler = async ({ db }, visit) => {
  const { params, form, viewer, now, language } = visit
  const id = params.id ?? ""
  if (!isUuid(id)) return { kind: "none" }
  const context = { by: viewer.actor, at: now, newId }
  const here = routes.office(language, `/pages/${id}`)
  switch (form.get("act")) {
    case "publish":
      await publishPage(db, { id }, context)
      return { kind: "see", to: here, done: "saved" }
    case "unpublish":
      await unpublishPage(db, { id }, context)
      return { kind: "see", to: here, done: "saved" }
    case "remove":
      await removePage(db, { id }, context)
      return { kind: "see", to: routes.office(language, "/pages"), done: "removed" }
    case "restore":
      await restorePage(db, { id, position: Number(form.get("position")) || 0 }, context)
      return { kind: "see", to: here, done: "restored" }
    default:
      return savePageAct(db, visit, { id, here })
  }
}

async function savePageAct(
  db: Parameters<typeof savePage>[0],
  { page, form, viewer, now, language }: Visit,
  { id, here }: { id: string; here: string },
): Promise<Awaited<ReturnType<OfficeHandler>>> {
  const version = Number(form.get("version")) || 0
  const context = { by: viewer.actor, at: now, newId }
  const tried = await attempt(() => savePage(db, { id, version, ...inputFrom(form) }, context))
  if (tried.kind === "done") return { kind: "see", to: here, done: "draft-saved" }
  const stored = await pageById(db, id)
  if (!stored) return { kind: "none" }
  const refusal = formRefusal(tried.refusal, language)
  const view = <PageForm page={page} stored={stored} written={writtenIn(form)} refusal={refusal} />
  return { kind: "page", status: refusal.status, view }
}

function inputFrom(form: URLSearchParams) {
  const footer = form.get("footer")
  return {
    slug: form.get("slug") ?? "",
    title: localisedFromForm(form, "title"),
    body: localisedFromForm(form, "body"),
    position: form.get("position") || "0",
    ...(footer ? { footer } : {}),
  }
}

interface Written {
  readonly slug: string
  readonly title: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, string>>
  readonly footer: string
  readonly position: string
}

function writtenIn(form: URLSearchParams): Written {
  const input = inputFrom(form)
  return { ...input, footer: input.footer ?? "" }
}

function writtenOf({ slug, written, footer, position }: EditorialPage): Written {
  return { slug, ...written, footer: footer ?? "", position: String(position) }
}

const tones = { draft: "plain", published: "ok", changed: "late" } as const

function PagesView({ page, pages }: { page: OfficePage; pages: readonly EditorialPage[] }) {
  const words = editorialMessages[page.language]
  const titles = builtInPages.map((name) => `${aboutMessages[page.language][name].title} (${name})`)
  return (
    <OfficeLayout
      page={page}
      title={words.pages}
      lead={words.pagesLead}
      actions={
        <a class="btn" href={routes.office(page.language, "/pages/new")}>
          <Icon name="plus" />
          {words.newPage}
        </a>
      }
    >
      <p class="prose small muted after">{words.builtIn(page.format.list(titles))}</p>
      {pages.length === 0 ? (
        <p class="empty">{words.noPages}</p>
      ) : (
        <ScrollRegion label={words.pages} kind="stacked">
          <table>
            <thead>
              <tr>
                <th scope="col">{words.title}</th>
                <th scope="col">{words.state}</th>
                <th scope="col">{words.footer}</th>
              </tr>
            </thead>
            <tbody>
              {pages.map((one) => {
                const title = inLanguage(one.written.title, page.language)
                const state = pageState(one)
                return (
                  <tr>
                    <th scope="row">
                      <a href={routes.office(page.language, `/pages/${one.id}`)}>
                        {title ? <Localised page={page} text={title} /> : one.slug}
                      </a>{" "}
                      <code dir="ltr" class="faint">
                        {one.slug}
                      </code>
                    </th>
                    <td>
                      <Status tone={tones[state]}>{words.states[state]}</Status>
                    </td>
                    <td>{one.footer ? words.footerColumns[one.footer] : words.nowhere}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </OfficeLayout>
  )
}

interface FormOptions {
  readonly page: OfficePage
  readonly written: Written
  readonly stored?: EditorialPage
  readonly refusal?: FormRefusal
  readonly versions?: readonly NamedVersion[]
}

function PageForm({ page, written, stored, refusal, versions }: FormOptions) {
  const words = editorialMessages[page.language]
  const action = routes.office(page.language, stored ? `/pages/${stored.id}` : "/pages/new")
  const state = stored && pageState(stored)
  return (
    <OfficeLayout
      page={page}
      title={stored ? words.editPage : words.newPage}
      lead={state && <Status tone={tones[state]}>{words.states[state]}</Status>}
      actions={stored && <Acts page={page} stored={stored} action={action} />}
    >
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action}>
        {stored && <input type="hidden" name="version" value={String(stored.version)} />}
        <LocalisedField
          page={page}
          name="title"
          label={words.title}
          value={written.title}
          refusal={refusal}
          maxLength={200}
        />
        <LocalisedField
          page={page}
          name="body"
          label={words.body}
          hint={words.bodyHint}
          value={written.body}
          refusal={refusal}
          rows={16}
          maxLength={50_000}
        />
        <div class="g3">
          <TextField
            name="slug"
            label={words.slug}
            hint={words.slugHint}
            value={written.slug}
            problem={problemAt(refusal, "slug")}
            dir="ltr"
            maxLength={80}
          />
          <SelectField
            name="footer"
            label={words.footer}
            value={written.footer}
            empty={words.nowhere}
            choices={footerColumns.map((column) => ({ value: column, label: words.footerColumns[column] }))}
          />
          <TextField
            name="position"
            label={words.position}
            value={written.position}
            problem={problemAt(refusal, "position")}
            type="number"
            min="0"
            max="1000"
            dir="ltr"
          />
        </div>
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
      <Preview page={page} written={written} />
      {stored && versions && <Versions page={page} versions={versions} action={action} />}
    </OfficeLayout>
  )
}

function Acts({ page, stored, action }: { page: OfficePage; stored: EditorialPage; action: string }) {
  const words = editorialMessages[page.language]
  const act = (name: string, word: string, kind = "btn sm alt") => (
    <PostButton page={page} action={action} fields={{ act: name }} kind={kind}>
      {word}
    </PostButton>
  )
  return (
    <>
      {stored.shown && <a href={pageAddress(page.language, stored.slug)}>{words.see}</a>}
      {pageState(stored) !== "published" && act("publish", words.publish, "btn sm")}
      {stored.shown && act("unpublish", words.unpublish)}
      {!stored.shown && act("remove", words.remove, "btn sm bad")}
    </>
  )
}

/** Each language that was written, as readers will see it; refreshed with every save. */
function Preview({ page, written: { title, body } }: { page: OfficePage; written: Written }) {
  const words = editorialMessages[page.language]
  const shown = languages.filter((language) => body[language] || title[language])
  if (shown.length === 0) return null
  return (
    <section class="blk">
      <h2 class="h2">{words.preview}</h2>
      <div class="stack">
        {shown.map((language) => (
          <details class="card" open={language === page.language}>
            <summary class="small muted">{words.previewOf(page.format.languageName(language))}</summary>
            <div lang={language} dir={directionOf(language)} class="prose rich">
              <h3>{title[language]}</h3>
              <div dangerouslySetInnerHTML={{ __html: pageTextToHtml(body[language] ?? "") }} />
            </div>
          </details>
        ))}
      </div>
    </section>
  )
}
