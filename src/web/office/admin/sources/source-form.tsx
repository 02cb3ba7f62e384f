import { type ConnectorKind, optionsOfKind, type StoredSource } from "../../../../harvest/index.ts"
import {
  adminMessages,
  linkMessages,
  officeShellMessages,
  sourceFormMessages,
  sourceMessages,
} from "../../../../texts/index.ts"
import { Crumbs } from "../../../components/crumbs/crumbs.tsx"
import {
  CheckField,
  type Choice,
  ChoiceGroup,
  problemAt,
  SelectField,
  TextField,
} from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { LocalisedField } from "../../../components/form/localised-field.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import { kindNames } from "../../../models/kind-names.ts"
import { sourceName } from "../../../models/source-name.ts"
import { routes } from "../../../routes.ts"
import type { OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { CertificatesField } from "./certificates-field.tsx"
import { OptionField } from "./option-field.tsx"
import type { Written } from "./written-source.ts"

interface Options {
  readonly page: OfficePage
  readonly kind: ConnectorKind
  readonly written: Written
  readonly source?: StoredSource | undefined
  readonly refusal?: FormRefusal | undefined
  readonly bodies: readonly Choice[]
  readonly mayRemote: boolean
}

export function SourceForm({ page, kind, written, source, refusal, bodies, mayRemote }: Options) {
  const [words, own] = [adminMessages[page.language], sourceFormMessages[page.language]]
  const action = routes.office(page.language, source ? `/sources/${source.id}/edit` : "/sources/new")
  return (
    <OfficeLayout
      page={page}
      title={source ? words.editTitle : words.add}
      lead={
        <>
          <bdi dir="ltr">{kindNames[kind]}</bdi> · {words.kinds[kind]} {!source && own.signs[kind]}
        </>
      }
    >
      <Path page={page} source={source} />
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={action} class="narrow-form">
        <input type="hidden" name="kind" value={kind} />
        <Identity page={page} {...{ written, refusal, bodies, mayRemote, source }} />
        <Rhythm page={page} {...{ written, refusal, mayRemote }} />
        <CheckField
          name="archive"
          label={linkMessages[page.language].archive}
          hint={linkMessages[page.language].archiveHint}
          checked={(written.archive ?? "") !== ""}
        />
        <Reading page={page} kind={kind} written={written} refusal={refusal} />
        <CertificatesField page={page} value={written.extraCa ?? ""} refusal={refusal} />
        <div class="row">
          <button type="submit" class="btn">
            {officeShellMessages[page.language].save}
          </button>
          <button type="submit" class="btn alt" name="act" value="preview" aria-describedby="preview-hint">
            {sourceMessages[page.language].preview}
          </button>
        </div>
        <p class="hint below" id="preview-hint">
          {own.previewHint}
        </p>
      </Form>
    </OfficeLayout>
  )
}

function Path({ page, source }: { page: OfficePage; source: StoredSource | undefined }) {
  const words = adminMessages[page.language]
  const sources = { href: routes.office(page.language, "/sources"), name: words.sources }
  if (!source) {
    const kinds = {
      href: routes.office(page.language, "/sources/new"),
      name: sourceFormMessages[page.language].otherKind,
    }
    return <Crumbs page={page} path={[sources, kinds]} />
  }
  const href = routes.office(page.language, `/sources/${source.id}`)
  const name = <Localised page={page} text={sourceName(source, page.language)} />
  return <Crumbs page={page} path={[sources, { href, name }, { name: words.edit }]} />
}

interface Part {
  readonly page: OfficePage
  readonly written: Written
  readonly refusal: FormRefusal | undefined
}

function fieldsOf({ written, refusal }: Omit<Part, "page">) {
  return (name: string) => ({ name, value: written[name] ?? "", problem: problemAt(refusal, name) })
}

function Identity({
  page,
  written,
  refusal,
  bodies,
  mayRemote,
  source,
}: Part & Pick<Options, "bodies" | "mayRemote" | "source">) {
  const words = adminMessages[page.language]
  const isFixed = !mayRemote && source?.organizations === "remote"
  const field = fieldsOf({ written, refusal })
  const displayName = Object.fromEntries(["ar", "fr", "en"].map((tag) => [tag, written[`displayName.${tag}`] ?? ""]))
  return (
    <>
      <TextField
        {...field("url")}
        label={words.address}
        hint={isFixed ? sourceFormMessages[page.language].fixedAddress : words.addressHint}
        type="url"
        dir="ltr"
        maxLength={2000}
        readOnly={isFixed}
      />
      <SelectField
        {...field("organization")}
        label={words.body}
        choices={isFixed ? bodies.filter(({ value }) => value === source.organization.id) : bodies}
        {...(isFixed ? {} : { empty: "–" })}
      />
      <LocalisedField
        page={page}
        name="displayName"
        label={words.displayName}
        hint={words.displayNameHint}
        value={displayName}
        refusal={refusal}
        maxLength={200}
      />
      <TextField {...field("name")} label={words.shortName} hint={words.shortNameHint} dir="auto" maxLength={200} />
      {mayRemote && (
        <ChoiceGroup
          name="organizations"
          label={words.organizations}
          values={[written.organizations ?? "given"]}
          choices={[
            { value: "given", label: words.given },
            { value: "remote", label: words.remote },
          ]}
        />
      )}
    </>
  )
}

function Rhythm({ page, written, refusal, mayRemote }: Part & Pick<Options, "mayRemote">) {
  const [words, own] = [adminMessages[page.language], sourceFormMessages[page.language]]
  const field = fieldsOf({ written, refusal })
  return (
    <>
      <SelectField
        {...field("schedule")}
        problem={undefined}
        label={words.schedule}
        choices={Object.entries(words.scheduleChoices).map(([value, label]) => ({ value, label }))}
      />
      <TextField
        {...field("customSchedule")}
        problem={problemAt(refusal, "schedule")}
        label={words.customSchedule}
        hint={words.customScheduleHint}
        dir="ltr"
        maxLength={60}
      />
      <TextField
        {...field("fullEveryDays")}
        label={own.fullEveryDays}
        hint={own.fullEveryDaysHint}
        type="number"
        dir="ltr"
        min="0"
        max="365"
      />
      <TextField
        {...field("rank")}
        label={own.rank}
        hint={mayRemote ? own.rankHint : `${own.rankHint} ${own.rankKept}`}
        type="number"
        dir="ltr"
      />
    </>
  )
}

function Reading({ page, kind, written, refusal }: Part & { readonly kind: ConnectorKind }) {
  const words = adminMessages[page.language]
  return (
    <details class="f" open={refusal?.problems.some((one) => one.field.startsWith("options"))}>
      <summary>{words.options}</summary>
      <p class="hint">{words.optionsHint}</p>
      {optionsOfKind(kind).map((option) => (
        <OptionField
          page={page}
          option={option}
          value={written[`options.${option.name}`] ?? ""}
          problem={problemAt(refusal, `options.${option.name}`)}
        />
      ))}
    </details>
  )
}
