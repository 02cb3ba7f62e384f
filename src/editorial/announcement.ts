/** A message on every page for a while: works on the servers, a call for data, a change of address. */
import { z } from "zod"
import type { LocalisedText } from "../texts/index.ts"
import { obligatoryTextIn } from "./input.ts"
import { type Fields, textFields, textFromFields } from "./versions.ts"

export const announcementLevels = ["info", "warning"] as const
export type AnnouncementLevel = (typeof announcementLevels)[number]

export interface Announcement {
  readonly id: string
  readonly text: LocalisedText
  readonly level: AnnouncementLevel
  readonly startsAt: Date
  readonly endsAt?: Date
  readonly version: number
}

export const announcementInput = z
  .strictObject({
    text: obligatoryTextIn(500),
    level: z.enum(announcementLevels, "unknown"),
    startsAt: z.date("not-a-date"),
    endsAt: z.date("not-a-date").optional(),
  })
  .refine(({ startsAt, endsAt }) => !endsAt || endsAt > startsAt, { path: ["endsAt"], message: "end-before-start" })
export type AnnouncementInput = z.output<typeof announcementInput>

export type AnnouncementState = "to-come" | "shown" | "over"

export function announcementState(
  { startsAt, endsAt }: Pick<Announcement, "startsAt" | "endsAt">,
  now: Date,
): AnnouncementState {
  if (startsAt > now) return "to-come"
  return endsAt && endsAt <= now ? "over" : "shown"
}

export function announcementFields({ text, level, startsAt, endsAt }: AnnouncementInput): Fields {
  return new Map<string, unknown>([
    ...textFields("text", text),
    ["level", level],
    ["startsAt", startsAt.toISOString()],
    ...(endsAt ? [["endsAt", endsAt.toISOString()] as [string, unknown]] : []),
  ])
}

export function announcementFromFields(fields: Fields): AnnouncementInput {
  const endsAt = fields.get("endsAt")
  return {
    text: textFromFields("text", fields),
    level: announcementLevels.find((level) => level === fields.get("level")) ?? "info",
    startsAt: new Date(String(fields.get("startsAt"))),
    ...(endsAt ? { endsAt: new Date(String(endsAt)) } : {}),
  }
}
