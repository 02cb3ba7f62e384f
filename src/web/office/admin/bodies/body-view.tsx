import { type OfficeOrganization, organizationLevels, publishingRules } from "../../../../catalogue/index.ts"
import { inLanguage, listMessages, officeShellMessages, organizationMessages } from "../../../../texts/index.ts"
import { type Choice, problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"

interface ViewOptions {
  readonly page: OfficePage
  readonly body: OfficeOrganization
  readonly bodies: readonly Choice[]
  readonly reorganises: boolean
  readonly written?: URLSearchParams | undefined
  readonly refusal?: FormRefusal
}

export function BodyView({ page, body, bodies, reorganises, written, refusal }: ViewOptions) {
  const words = listMessages[page.language]
  const here = routes.office(page.language, `/bodies/${body.id}`)
  const title = inLanguage(body.name, page.language)?.text ?? body.slug
  return (
    <OfficeLayout
      page={page}
      title={title}
      lead={body.closedAt ? words.closed : words.editOrganization}
      actions={
        reorganises &&
        !body.closedAt && (
          <a class="btn alt" href={`${here}/reorganise`}>
            {words.reorganise}
          </a>
        )
      }
    >
      <ErrorSummary page={page} refusal={refusal} />
      <Facts {...{ page, body, here, written, refusal, reorganises }} />
      <Publishing page={page} body={body} here={here} />
      {reorganises && !body.closedAt && <Place {...{ page, body, here, bodies, refusal }} />}
    </OfficeLayout>
  )
}

function Facts({
  page,
  body,
  here,
  written,
  refusal,
  reorganises,
}: Pick<ViewOptions, "page" | "body" | "written" | "reorganises"> & {
  here: string
  refusal: FormRefusal | undefined
}) {
  const words = listMessages[page.language]
  const text = (name: "name" | "description") => (written ? localisedFromForm(written, name) : (body[name] ?? {}))
  const line = (name: "acronym" | "homepage" | "email" | "phone") => ({
    name,
    label: words[name],
    value: written ? (written.get(name) ?? "") : (body[name] ?? ""),
    problem: problemAt(refusal, name),
  })
  return (
    <Form page={page} action={here} class="narrow-form">
      <input type="hidden" name="version" value={String(body.version)} />
      <LocalisedField
        page={page}
        name="name"
        label={words.name}
        value={text("name")}
        refusal={refusal}
        maxLength={300}
      />
      <LocalisedField
        page={page}
        name="description"
        label={words.description}
        value={text("description")}
        refusal={refusal}
        rows={5}
        maxLength={10_000}
      />
      <div class="g2">
        <TextField {...line("acronym")} maxLength={40} />
        {reorganises && <LevelField page={page} value={written?.get("level") ?? body.level} refusal={refusal} />}
        <TextField {...line("homepage")} type="url" dir="ltr" maxLength={2000} />
        <TextField {...line("email")} type="email" dir="ltr" maxLength={254} />
        <TextField {...line("phone")} type="tel" dir="ltr" maxLength={40} />
      </div>
      <SaveButton page={page} />
    </Form>
  )
}

function Publishing({ page, body, here }: { page: OfficePage; body: OfficeOrganization; here: string }) {
  const words = listMessages[page.language]
  return (
    <section class="blk">
      <h2 class="h2">{words.publishing}</h2>
      <Act page={page} body={body} here={here} act="publishing">
        <SelectField
          name="publishing"
          label={words.publishing}
          value={body.publishing}
          choices={publishingRules.map((rule) => ({ value: rule, label: words.publishingRules[rule] }))}
        />
      </Act>
    </section>
  )
}

function Place({
  page,
  body,
  here,
  bodies,
  refusal,
}: Pick<ViewOptions, "page" | "body" | "bodies"> & { here: string; refusal: FormRefusal | undefined }) {
  const words = listMessages[page.language]
  return (
    <>
      <section class="blk">
        <h2 class="h2">{words.rename}</h2>
        <Act page={page} body={body} here={here} act="rename">
          <LocalisedField
            page={page}
            name="newName"
            label={words.name}
            hint={words.renameHint}
            value={body.name}
            maxLength={300}
          />
          <SlugField page={page} value={body.slug} refusal={refusal} />
        </Act>
      </section>
      <section class="blk">
        <h2 class="h2">{words.move}</h2>
        <Act page={page} body={body} here={here} act="move">
          <SelectField name="parentId" label={words.parent} value={body.parentId} empty={words.top} choices={bodies} />
        </Act>
      </section>
    </>
  )
}

function Act({
  page,
  body,
  here,
  act,
  children,
}: {
  page: OfficePage
  body: OfficeOrganization
  here: string
  act: string
  children: preact.ComponentChildren
}) {
  return (
    <Form page={page} action={here} class="narrow-form">
      <input type="hidden" name="act" value={act} />
      <input type="hidden" name="version" value={String(body.version)} />
      {children}
      <SaveButton page={page} />
    </Form>
  )
}

function SaveButton({ page }: { page: OfficePage }) {
  return (
    <button type="submit" class="btn">
      {officeShellMessages[page.language].save}
    </button>
  )
}

interface PartOptions {
  readonly page: OfficePage
  readonly value: string
  readonly refusal: FormRefusal | undefined
}

function SlugField({ page, value, refusal }: PartOptions) {
  const words = listMessages[page.language]
  return (
    <TextField
      name="slug"
      label={words.slug}
      hint={words.slugHint}
      value={value}
      problem={problemAt(refusal, "slug")}
      dir="ltr"
      maxLength={80}
    />
  )
}

function LevelField({ page, value, refusal }: PartOptions) {
  const { levels } = organizationMessages[page.language]
  return (
    <SelectField
      name="level"
      label={listMessages[page.language].level}
      value={value}
      problem={problemAt(refusal, "level")}
      choices={organizationLevels.map((level) => ({ value: level, label: levels[level] ?? level }))}
    />
  )
}

export function NewBodyView({
  page,
  written,
  refusal,
  bodies,
}: {
  page: OfficePage
  written: URLSearchParams
  refusal?: FormRefusal
  bodies: readonly Choice[]
}) {
  const words = listMessages[page.language]
  return (
    <OfficeLayout page={page} title={words.addOrganization}>
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={routes.office(page.language, "/bodies/new")} class="narrow-form">
        <LocalisedField
          page={page}
          name="name"
          label={words.name}
          value={localisedFromForm(written, "name")}
          refusal={refusal}
          maxLength={300}
        />
        <SlugField page={page} value={written.get("slug") ?? ""} refusal={refusal} />
        <LevelField page={page} value={written.get("level") ?? "body"} refusal={refusal} />
        <SelectField
          name="parentId"
          label={words.parent}
          value={written.get("parentId") ?? ""}
          empty={words.top}
          choices={bodies}
        />
        <SaveButton page={page} />
      </Form>
    </OfficeLayout>
  )
}
