import {
  type HomeBlock,
  homeBlocks,
  type PortalSettings,
  portalSettings,
  restoreSettings,
  saveSettings,
  settingsEntity,
  settingsId,
} from "../../../../editorial/index.ts"
import { newId } from "../../../../platform/ids.ts"
import { editorialMessages, languageNames, languages, officeShellMessages } from "../../../../texts/index.ts"
import { CheckField, problemAt, SelectField, TextField } from "../../../components/form/field.tsx"
import { ErrorSummary, Form } from "../../../components/form/form.tsx"
import { LocalisedField, localisedFromForm } from "../../../components/form/localised-field.tsx"
import { attempt } from "../../../forms/attempt.ts"
import { type FormRefusal, formRefusal } from "../../../forms/problems.ts"
import { routes } from "../../../routes.ts"
import type { OfficeHandler, OfficePage } from "../../office-route.ts"
import { OfficeLayout } from "../../shell/office-layout.tsx"
import { type NamedVersion, namedVersions, Versions } from "./versions-view.tsx"

const linkLines = 8

export const settingsPage: OfficeHandler = async ({ db }, { page }) => ({
  kind: "page",
  view: <SettingsView page={page} settings={await portalSettings(db)} versions={await versionsOf(db)} />,
})

export const settingsActs: OfficeHandler = async ({ db }, { page, form, viewer, now, language }) => {
  const context = { by: viewer.actor, at: now, newId }
  const here = routes.office(language, "/settings")
  if (form.get("act") === "restore") {
    await restoreSettings(db, { position: Number(form.get("position")) || 0 }, context)
    return { kind: "see", to: here, done: "restored" }
  }
  const given = settingsIn(form)
  const tried = await attempt(() => saveSettings(db, given, context))
  if (tried.kind === "done") return { kind: "see", to: here, done: "saved" }
  const refusal = formRefusal(tried.refusal, language, {
    fieldOf: (path) => fieldOf(path, linkPlaces(form)),
  })
  const settings = { ...(await portalSettings(db)), ...given } as unknown as PortalSettings
  return {
    kind: "page",
    status: refusal.status,
    view: <SettingsView page={page} settings={settings} refusal={refusal} />,
  }
}

function versionsOf(db: Parameters<typeof portalSettings>[0]): Promise<NamedVersion[]> {
  return namedVersions(db, { entity: settingsEntity, entityId: settingsId })
}

/** What the form says, line by line; lines without a word and an address are no links. */
function settingsIn(form: URLSearchParams) {
  return {
    siteName: localisedFromForm(form, "siteName"),
    contactEmail: form.get("contactEmail")?.trim() ?? "",
    footerLinks: linkPlaces(form).map((at) => ({
      label: localisedFromForm(form, `footerLinks.${at}.label`),
      url: form.get(`footerLinks.${at}.url`)?.trim() ?? "",
    })),
    defaultLanguage: form.get("defaultLanguage") ?? "",
    openSignUp: form.has("openSignUp"),
    upToDateGoal: form.get("upToDateGoal") ?? "",
    homeBlocks: blocksIn(form),
  }
}

/** Lines of the form in which something was written. */
function linkPlaces(form: URLSearchParams): number[] {
  return Array.from({ length: linkLines }, (_, at) => at).filter(
    (at) =>
      form.get(`footerLinks.${at}.url`)?.trim() ||
      Object.keys(localisedFromForm(form, `footerLinks.${at}.label`)).length > 0,
  )
}

/** `footerLinks.0.label` of the setting may be another line of the form. */
function fieldOf(path: string, places: readonly number[]): string {
  return path.replace(/^footerLinks\.(\d+)/, (_, index: string) => `footerLinks.${places[Number(index)] ?? index}`)
}

function blocksIn(form: URLSearchParams): HomeBlock[] {
  const place = (block: HomeBlock) => Number(form.get(`block.${block}`)) || 0
  return homeBlocks.filter((block) => place(block) > 0).sort((a, b) => place(a) - place(b))
}

interface Options {
  readonly page: OfficePage
  readonly settings: PortalSettings
  readonly refusal?: FormRefusal
  readonly versions?: readonly NamedVersion[]
}

function SettingsView({ page, settings, refusal, versions }: Options) {
  const words = editorialMessages[page.language]
  const { labels, help } = words
  const here = routes.office(page.language, "/settings")
  return (
    <OfficeLayout page={page} title={words.settings} lead={words.settingsLead}>
      <ErrorSummary page={page} refusal={refusal} />
      <Form page={page} action={here} class="narrow-form">
        <LocalisedField
          page={page}
          name="siteName"
          label={labels.siteName}
          hint={help.siteName}
          value={settings.siteName ?? {}}
          refusal={refusal}
          maxLength={120}
        />
        <TextField
          name="contactEmail"
          label={labels.contactEmail}
          hint={help.contactEmail}
          value={settings.contactEmail ?? ""}
          problem={problemAt(refusal, "contactEmail")}
          type="email"
          dir="ltr"
        />
        <SelectField
          name="defaultLanguage"
          label={labels.defaultLanguage}
          hint={help.defaultLanguage}
          value={settings.defaultLanguage}
          choices={languages.map((language) => ({ value: language, label: languageNames[language] }))}
        />
        <CheckField name="openSignUp" label={labels.openSignUp} hint={help.openSignUp} checked={settings.openSignUp} />
        <TextField
          name="upToDateGoal"
          label={labels.upToDateGoal}
          hint={help.upToDateGoal}
          value={String(settings.upToDateGoal)}
          problem={problemAt(refusal, "upToDateGoal")}
          type="number"
          min="1"
          max="100"
          dir="ltr"
        />
        <Blocks page={page} shown={settings.homeBlocks} />
        <Links page={page} links={settings.footerLinks} refusal={refusal} />
        <button type="submit" class="btn">
          {officeShellMessages[page.language].save}
        </button>
      </Form>
      {versions && <Versions page={page} versions={versions} action={here} />}
    </OfficeLayout>
  )
}

function Blocks({ page, shown }: { page: OfficePage; shown: readonly HomeBlock[] }) {
  const words = editorialMessages[page.language]
  return (
    <fieldset class="f">
      <legend class="lbl">{words.labels.homeBlocks}</legend>
      <p class="hint">{words.help.homeBlocks}</p>
      <div class="g3">
        {homeBlocks.map((block) => (
          <TextField
            name={`block.${block}`}
            label={words.blocks[block]}
            value={String(shown.indexOf(block) + 1)}
            type="number"
            min="0"
            max={String(homeBlocks.length)}
            dir="ltr"
          />
        ))}
      </div>
    </fieldset>
  )
}

function Links({
  page,
  links,
  refusal,
}: { page: OfficePage; links: PortalSettings["footerLinks"] } & Pick<Options, "refusal">) {
  const words = editorialMessages[page.language]
  // One empty line more than there are links, as long as there is room.
  const lines = Array.from({ length: Math.min(linkLines, links.length + 1) }, (_, at) => links[at])
  return (
    <fieldset class="f">
      <legend class="lbl">{words.labels.footerLinks}</legend>
      <p class="hint">{words.help.footerLinks}</p>
      {lines.map((link, at) => (
        <div class="card flat tight">
          <LocalisedField
            page={page}
            name={`footerLinks.${at}.label`}
            label={words.link(page.format.number(at + 1))}
            value={link?.label ?? {}}
            refusal={refusal}
            maxLength={80}
          />
          <TextField
            name={`footerLinks.${at}.url`}
            label={words.linkAddress}
            value={link?.url ?? ""}
            problem={problemAt(refusal, `footerLinks.${at}.url`)}
            type="url"
            dir="ltr"
            maxLength={2000}
          />
        </div>
      ))}
    </fieldset>
  )
}
