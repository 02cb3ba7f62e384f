import { builtInPages, type EditorialPage, footerColumns, pageState } from "../../../../editorial/index.ts"
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
import { LocalisedField } from "../../../components/form/localised-field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { Status } from "../../../components/status/status.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { pageAddress } from "../../../pages/about/page-address.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type NamedVersion, Versions } from "./versions-view.tsx"

export interface Written {
  readonly slug: string
  readonly title: Readonly<Record<string, string>>
  readonly body: Readonly<Record<string, string>>
  readonly footer: string
  readonly position: string
}

const tones = { draft: "plain", published: "ok", changed: "late" } as const

export function PagesView({ page, pages }: { page: OfficePage; pages: readonly EditorialPage[] }) {
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

export function PageForm({ page, written, stored, refusal, versions }: FormOptions) {
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
