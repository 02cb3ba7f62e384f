/**
 * Settings that are safe to change while the portal runs: a typed table, each with its schema and its default. What
 * decides about security, storage or addresses is not here but in the environment.
 */
import { z } from "zod"
import { type Language, type LocalisedText, languages } from "../texts/index.ts"
import { linkAddress, obligatoryTextIn, textIn } from "./input.ts"

/** Parts of the home page below its search; those named are shown, in their order. */
export const homeBlocks = ["figures", "featured", "themes", "activity", "portals", "developers"] as const
export type HomeBlock = (typeof homeBlocks)[number]

export interface FooterLink {
  readonly label: LocalisedText
  readonly url: string
}

export interface PortalSettings {
  /** Under the mark, on every page; absent: the name that the country pack gives. */
  readonly siteName: LocalisedText | undefined
  readonly contactEmail: string | undefined
  readonly footerLinks: readonly FooterLink[]
  /** For readers whose browser asks for none of ours. */
  readonly defaultLanguage: Language
  /** Whether anybody may open an account of a citizen. */
  readonly openSignUp: boolean
  /** Share of datasets in their rhythm that desks aim at, in per cent. */
  readonly upToDateGoal: number
  readonly homeBlocks: readonly HomeBlock[]
}

export type SettingName = keyof PortalSettings

const emptyIsNone = (value: unknown) => (value === "" ? undefined : value)

export const settingSchemas: { readonly [Name in SettingName]: z.ZodType<PortalSettings[Name]> } = {
  siteName: z.preprocess((value) => value ?? {}, textIn(120)),
  contactEmail: z.preprocess(emptyIsNone, z.email("not-an-email").max(254, "too-long").optional()),
  footerLinks: z.array(z.strictObject({ label: obligatoryTextIn(80), url: linkAddress })).max(8, "too-many"),
  defaultLanguage: z.enum(languages, "unknown"),
  openSignUp: z.boolean("wrong-shape"),
  upToDateGoal: z.coerce.number("not-a-number").int("not-a-number").min(1, "too-low").max(100, "too-high"),
  homeBlocks: z.array(z.enum(homeBlocks, "unknown")).transform((blocks) => [...new Set(blocks)]),
}

export const defaultSettings: PortalSettings = {
  siteName: undefined,
  contactEmail: undefined,
  footerLinks: [],
  defaultLanguage: "ar",
  openSignUp: true,
  upToDateGoal: 80,
  homeBlocks: ["figures", "featured", "themes", "activity", "portals", "developers"],
}

export const settingNames = Object.keys(settingSchemas) as readonly SettingName[]

/** What is stored, over the defaults; a value that no longer fits counts as absent. */
export function settingsFrom(stored: ReadonlyMap<string, unknown>): PortalSettings {
  const values = settingNames.map((name) => {
    if (!stored.has(name)) return [name, defaultSettings[name]]
    const read = settingSchemas[name].safeParse(stored.get(name))
    return [name, read.success ? read.data : defaultSettings[name]]
  })
  return Object.fromEntries(values) as PortalSettings
}
