import { datasetFormMessages, inLanguage, languageNames, languages } from "../../../../texts/index.ts"
import type { Licence } from "../../../../vocabulary/index.ts"
import { ChoiceGroup, fieldId, problemAt, SelectField, TextArea, TextField } from "../../../components/form/field.tsx"
import { LanguagePair } from "../../../components/language-pair/language-pair.tsx"
import { LiveHint } from "../../../components/live-hint/live-hint.tsx"
import type { FormModel } from "./form-model.ts"
import { type ContactValues, emptyContact, formLanguages } from "./form-values.ts"
import { SourceMark } from "./source-mark.tsx"
import { Suggestions } from "./text-sections.tsx"

/** Licence in plain words, rhythm, dates. */
export function LicenceSection({ model }: { model: FormModel }) {
  const { page, values, vocabularies, refusal, hints } = model
  const words = datasetFormMessages[page.language]
  return (
    <>
      <LicenceChooser model={model} />
      <SourceMark model={model} field="licence" />
      <SelectField
        name="frequency"
        label={words.frequency}
        hint={words.frequencyHint}
        problem={problemAt(refusal, "frequency")}
        value={values.frequency}
        empty={words.notChosen}
        choices={vocabularies.frequencies.map(({ code, label }) => ({
          value: code,
          label: inLanguage(label, page.language)?.text ?? code,
        }))}
      />
      <Suggestions model={model} of="frequency" />
      <SourceMark model={model} field="frequency" />
      <div class="pair">
        {(["issued", "modified"] as const).map((name) => (
          <TextField
            name={name}
            label={words[name]}
            value={values[name]}
            dir="ltr"
            inputmode="numeric"
            problem={problemAt(refusal, name)}
            after={
              <>
                <LiveHint name={name} hint={hints.get(name)} />
                <SourceMark model={model} field={name} />
              </>
            }
          />
        ))}
      </div>
    </>
  )
}

const atOnce = 4

/** The first of the list, which the country recommends, and the one chosen; the others folded. */
function LicenceChooser({ model: { page, values, vocabularies, refusal, base } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  const licences = vocabularies.licences.filter(({ code, retiredAt }) => !retiredAt || code === values.licence)
  const first = licences.filter(({ open }) => open).slice(0, atOnce)
  const shown = licences.filter((one) => first.includes(one) || one.code === values.licence)
  const others = licences.filter((one) => !shown.includes(one))
  const problem = problemAt(refusal, "licence")
  const raw = values.licence ? undefined : base.facts.licence?.raw
  const one = (licence: Licence, at: number) => (
    <label class="choice">
      <input
        type="radio"
        name="licence"
        value={licence.code}
        checked={licence.code === values.licence}
        {...(at === 0 ? { id: fieldId("licence") } : {})}
      />
      <span>
        {inLanguage(licence.title, page.language)?.text ?? licence.code}
        <span class="hint">{licenceInWords(licence, words)}</span>
      </span>
    </label>
  )
  return (
    <fieldset class={problem ? "f err" : "f"}>
      <legend class="lbl">{words.licence}</legend>
      <p class="hint">{words.licenceHint}</p>
      {raw && (
        <p class="hint">
          <bdi>{words.licenceRaw(raw)}</bdi>
        </p>
      )}
      {problem && <p class="msg">{problem}</p>}
      {shown.map(one)}
      <label class="choice">
        <input type="radio" name="licence" value="" checked={values.licence === ""} />
        <span>{words.notChosen}</span>
      </label>
      {others.length > 0 && (
        <details class="fold-more">
          <summary>{words.otherLicences}</summary>
          {others.map((licence) => one(licence, -1))}
        </details>
      )}
    </fieldset>
  )
}

function licenceInWords({ open, kind }: Licence, words: (typeof datasetFormMessages)["ar"]): string {
  const uses: Readonly<Record<string, string>> = words.licenceUses
  return `${open ? words.licenceOpen : words.licenceNotOpen} · ${uses[kind] ?? words.licenceUses.other}`
}

export function ContactSection({ model }: { model: FormModel }) {
  const { page, values, more, contactOfOrganization } = model
  const words = datasetFormMessages[page.language]
  const lines = [...values.contacts, ...(more === "contact" || values.contacts.length === 0 ? [emptyContact] : [])]
  return (
    <fieldset class="f" id={fieldId("contact")}>
      <legend class="sr">{words.sections.contact}</legend>
      <p class="hint">{words.contactHint}</p>
      {lines.map((contact, at) => (
        <ContactLine model={model} contact={contact} at={at} />
      ))}
      {contactOfOrganization && values.contacts.length === 0 && (
        <p class="small muted">{words.ofOrganization(contactOfOrganization)}</p>
      )}
      <button type="submit" class="btn sm alt" name="act" value="add-contact">
        {words.addContact}
      </button>
      <SourceMark model={model} field="contactPoints" />
    </fieldset>
  )
}

function ContactLine({ model, contact, at }: { model: FormModel; contact: ContactValues; at: number }) {
  const { page, refusal, hints } = model
  const words = datasetFormMessages[page.language]
  const own = (name: keyof ContactValues) => ({
    name: `contact.${at}.${name}`,
    value: contact[name],
    problem: problemAt(refusal, `contact.${at}.${name}`),
  })
  return (
    <div class="pair contact">
      <TextField {...own("name")} label={words.contactName} dir="auto" />
      <TextField
        {...own("email")}
        label={words.contactEmail}
        dir="ltr"
        inputmode="email"
        after={<LiveHint name={`contact.${at}.email`} hint={hints.get(`contact.${at}.email`)} />}
      />
      <TextField {...own("phone")} label={words.contactPhone} dir="ltr" inputmode="tel" />
      <TextField
        {...own("url")}
        label={words.contactUrl}
        dir="ltr"
        inputmode="url"
        after={<LiveHint name={`contact.${at}.url`} hint={hints.get(`contact.${at}.url`)} />}
      />
    </div>
  )
}

export function VisibilitySection({ model }: { model: FormModel }) {
  const { page, values, refusal, hints } = model
  const words = datasetFormMessages[page.language]
  return (
    <>
      <ChoiceGroup
        name="visibility"
        label={words.visibility}
        values={[values.visibility]}
        problem={problemAt(refusal, "visibility")}
        choices={(["public", "private"] as const).map((value) => ({
          value,
          label: words.visibilities[value],
          hint: words.visibilityHints[value],
        }))}
      />
      <div class="if-private">
        <LanguagePair
          page={page}
          name="privateReason"
          label={words.privateReason}
          hint={words.privateReasonHint}
          value={values.privateReason}
          tags={formLanguages(page.language, values.privateReason)}
          hints={hints}
          refusal={refusal}
        />
      </div>
      <SelectField
        name="accessRights"
        label={words.accessRights}
        hint={words.accessRightsHint}
        value={values.accessRights}
        empty={words.notChosen}
        choices={(["public", "restricted", "non-public"] as const).map((value) => ({
          value,
          label: words.accessChoices[value],
        }))}
      />
      <SourceMark model={model} field="accessRights" />
    </>
  )
}

export function MoreSection({ model }: { model: FormModel }) {
  const { page, office, values, refusal, hints, series, organizations } = model
  const words = datasetFormMessages[page.language]
  const chosenLanguages = [...languages, ...values.languages.filter((tag) => !languages.includes(tag as "ar"))]
  const refused = refusal?.problems.some(({ field }) => moreFields.has(field))
  return (
    <details class="fold-more" open={Boolean(refused)}>
      <summary>{words.sections.more}</summary>
      {(office || organizations.length <= 1) && <OrganizationField model={model} />}
      {(series.length > 0 || values.seriesId) && (
        <SelectField
          name="seriesId"
          label={words.series}
          value={values.seriesId}
          empty={words.noSeries}
          choices={series}
        />
      )}
      <TextField name="identifier" label={words.identifier} value={values.identifier} dir="auto" />
      <SourceMark model={model} field="identifier" />
      <TextField name="version" label={words.version} value={values.version} dir="auto" />
      <TextField
        name="landingPage"
        label={words.landingPage}
        value={values.landingPage}
        dir="ltr"
        inputmode="url"
        problem={problemAt(refusal, "landingPage")}
        after={<LiveHint name="landingPage" hint={hints.get("landingPage")} />}
      />
      <SourceMark model={model} field="landingPage" />
      <TextArea
        name="conformsTo"
        label={words.conformsTo}
        hint={words.conformsToHint}
        value={values.conformsTo}
        dir="ltr"
        rows={2}
        problem={problemAt(refusal, "conformsTo")}
      />
      <ChoiceGroup
        name="language"
        label={words.languages}
        values={values.languages}
        many
        choices={chosenLanguages.map((tag) => ({
          value: tag,
          label: languageNames[tag as "ar"] ?? page.format.languageName(tag),
        }))}
      />
    </details>
  )
}

const moreFields = new Set(["organizationId", "seriesId", "identifier", "version", "landingPage", "conformsTo"])

/** In whose name; at the head of a new dataset where there is a choice. */
export function OrganizationField({ model: { page, organizations, values, refusal } }: { model: FormModel }) {
  const words = datasetFormMessages[page.language]
  return (
    <SelectField
      name="organizationId"
      label={words.organization}
      hint={words.organizationHint}
      value={values.organizationId}
      choices={organizations}
      problem={problemAt(refusal, "organizationId")}
    />
  )
}
