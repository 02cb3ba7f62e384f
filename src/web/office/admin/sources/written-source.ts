/** A source as the fields of its form hold it, and back. */
import {
  type ConnectorKind,
  connectorKinds,
  optionsFromTexts,
  optionsOfKind,
  type PreviewedSource,
  type SourceEdit,
  type StoredSource,
} from "../../../../harvest/index.ts"
import { InvalidInput } from "../../../../platform/refusal.ts"
import { adminMessages, type LocalisedText, localisedText } from "../../../../texts/index.ts"
import { localisedFromForm } from "../../../components/form/localised-field.tsx"
import { wholeNumber } from "../../whole-number.ts"

/** What the fields of the form hold, as written. */
export type Written = Readonly<Record<string, string>>

export function kindFrom(text: string | null): ConnectorKind | undefined {
  return connectorKinds.find((kind) => kind === text)
}

export function writtenIn(form: URLSearchParams): Written {
  return Object.fromEntries([...form].filter(([name]) => name !== "csrf" && name !== "act"))
}

export function newlyWritten(kind: ConnectorKind): Written {
  return { organizations: "given", rank: "0", fullEveryDays: "7", ...optionTexts(kind) }
}

const mostDays = 365

export function sourceIn(form: URLSearchParams, kind: ConnectorKind) {
  const text = (name: string) => form.get(name)?.trim() ?? ""
  const name = text("name").slice(0, 200)
  const displayName = localisedText(localisedFromForm(form, "displayName"))
  const schedule = text("customSchedule") || text("schedule")
  return {
    url: text("url"),
    organization: text("organization"),
    organizations: text("organizations") === "remote" ? ("remote" as const) : ("given" as const),
    archive: form.get("archive") !== null,
    extraCa: text("extraCa"),
    rank: Math.max(-1000, Math.min(1000, Math.trunc(Number(text("rank")) || 0))),
    options: optionsFromTexts(kind, (option) => form.get(`options.${option}`) ?? undefined),
    ...daysIn(form.get("fullEveryDays")),
    ...(name ? { name } : {}),
    ...(displayName ? { displayName } : {}),
    ...(schedule ? { schedule } : {}),
  }
}

/** An empty field says nothing. */
function daysIn(text: string | null): { readonly fullEveryDays?: number } {
  const written = text?.trim() ?? ""
  if (written === "") return {}
  const days = wholeNumber(written, 3)
  if (days === undefined || days > mostDays) throw new InvalidInput([{ path: "fullEveryDays", rule: "not-a-number" }])
  return { fullEveryDays: days }
}

interface Described {
  readonly url: string
  readonly organization: string
  readonly organizations?: "given" | "remote" | undefined
  readonly name?: string | undefined
  readonly displayName?: LocalisedText | undefined
  readonly schedule?: string | undefined
  readonly options?: Readonly<Record<string, unknown>> | undefined
  readonly rank?: number | undefined
  readonly fullEveryDays?: number | undefined
  readonly archive?: boolean | undefined
  readonly extraCa?: string | undefined
}

export function writtenOf(source: StoredSource): Written {
  return writtenFrom(source.kind, { ...source, organization: source.organization.id })
}

/** What was typed before a preview; `before` is the source, where it is kept already. */
export function writtenBefore(asked: PreviewedSource, kind: ConnectorKind, before?: StoredSource): Written {
  if (!("id" in asked)) return writtenFrom(kind, asked)
  const edit: SourceEdit | undefined = asked.edit
  return edit ? writtenFrom(kind, edit) : before ? writtenOf(before) : {}
}

function writtenFrom(kind: ConnectorKind, source: Described): Written {
  const { schedule = "", rank = 0, fullEveryDays = 7 } = source
  const isChoice = Object.hasOwn(adminMessages.ar.scheduleChoices, schedule)
  return {
    url: source.url,
    name: source.name ?? "",
    organization: source.organization,
    organizations: source.organizations ?? "given",
    rank: String(rank),
    fullEveryDays: String(fullEveryDays),
    archive: source.archive ? "yes" : "",
    extraCa: source.extraCa ?? "",
    schedule: isChoice ? schedule : "",
    customSchedule: isChoice ? "" : schedule,
    ...Object.fromEntries(Object.entries(source.displayName ?? {}).map(([tag, text]) => [`displayName.${tag}`, text])),
    ...optionTexts(kind, source.options),
  }
}

function optionTexts(kind: ConnectorKind, options: Readonly<Record<string, unknown>> = {}): Written {
  return Object.fromEntries(
    optionsOfKind(kind).map(({ name, default: fallback }) => [`options.${name}`, textOf(options[name] ?? fallback)]),
  )
}

// A box that is not ticked posts nothing.
function textOf(value: unknown): string {
  return value === true ? "yes" : value === false || value === undefined ? "" : String(value)
}
