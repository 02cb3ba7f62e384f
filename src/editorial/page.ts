/** A page of the portal itself: legal notices, privacy, about… Written in Markdown, in up to three languages. */
import { z } from "zod"
import type { LocalisedText } from "../texts/index.ts"
import { obligatoryTextIn, textIn } from "./input.ts"
import { type Fields, textFields, textFromFields } from "./versions.ts"

/** Columns of the footer. */
export const footerColumns = ["explore", "developers", "portal"] as const
export type FooterColumn = (typeof footerColumns)[number]

/** Pages that the portal has by itself; an administrator's text of the same slug takes their place. */
export const builtInPages = ["about", "accessibility", "privacy"] as const
export type BuiltInPage = (typeof builtInPages)[number]

export function isBuiltInPage(slug: string): slug is BuiltInPage {
  return (builtInPages as readonly string[]).includes(slug)
}

export interface PageContent {
  readonly title: LocalisedText
  readonly body: LocalisedText
}

export interface EditorialPage {
  readonly id: string
  readonly slug: string
  readonly written: PageContent
  /** What readers see. */
  readonly shown?: PageContent
  readonly footer?: FooterColumn
  readonly position: number
  readonly version: number
  readonly updatedAt: Date
}

export const pageInput = z.strictObject({
  slug: z
    .string()
    .trim()
    .max(80, "too-long")
    .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, "not-a-slug"),
  title: obligatoryTextIn(200),
  body: textIn(50_000).transform((text) => text ?? {}),
  footer: z.enum(footerColumns, "unknown").optional(),
  position: z.coerce.number("not-a-number").int("not-a-number").min(0, "too-low").max(1000, "too-high"),
})
export type PageInput = z.output<typeof pageInput>

export function pageFields(page: PageInput): Fields {
  return new Map<string, unknown>([
    ["slug", page.slug],
    ...textFields("title", page.title),
    ...textFields("body", page.body),
    ...(page.footer ? [["footer", page.footer] as [string, unknown]] : []),
    ["position", page.position],
  ])
}

export function pageFromFields(fields: Fields): PageInput {
  const footer = footerColumns.find((column) => column === fields.get("footer"))
  return {
    slug: String(fields.get("slug")),
    title: textFromFields("title", fields),
    body: textFromFields("body", fields),
    ...(footer ? { footer } : {}),
    position: Number(fields.get("position") ?? 0),
  }
}

export type PageState = "draft" | "published" | "changed"

/** `changed`: readers see an older text than the one written here. */
export function pageState({ written, shown }: EditorialPage): PageState {
  if (!shown) return "draft"
  return JSON.stringify([sorted(written.title), sorted(written.body)]) ===
    JSON.stringify([sorted(shown.title), sorted(shown.body)])
    ? "published"
    : "changed"
}

function sorted(text: LocalisedText): [string, string][] {
  return Object.entries(text).sort(([a], [b]) => (a < b ? -1 : 1))
}
