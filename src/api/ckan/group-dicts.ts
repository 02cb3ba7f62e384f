/** Organisations and themes as CKAN's two kinds of group. */
import type { Organization } from "../../catalogue/index.ts"
import { type Theme, uuidOfCode, type Vocabularies } from "../../vocabulary/index.ts"
import { oneText } from "./shapes.ts"

export function themeId(code: string): string {
  return uuidOfCode("theme", code)
}

/** A theme inside a package. */
export function themeRef(code: string, { themes }: Vocabularies) {
  const theme = themes.find((one) => one.code === code)
  if (!theme) return undefined
  const title = oneText(theme.label)
  return { id: themeId(code), name: code, title, display_name: title, description: "", image_display_url: "" }
}

export function groupFromTheme(theme: Theme, packageCount: number) {
  const title = oneText(theme.label)
  return {
    id: themeId(theme.code),
    name: theme.code,
    title,
    title_translated: theme.label,
    display_name: title,
    description: "",
    image_url: "",
    image_display_url: "",
    package_count: packageCount,
    created: null,
    state: "active",
    type: "group",
    is_organization: false,
    approval_status: "approved",
    num_followers: 0,
  }
}

export function groupFromOrganization(one: Organization, packageCount: number) {
  const title = oneText(one.name)
  return {
    id: one.id,
    name: one.slug,
    title,
    title_translated: one.name,
    display_name: title,
    description: oneText(one.description) ?? "",
    image_url: "",
    image_display_url: "",
    package_count: packageCount,
    created: null,
    state: "active",
    type: "organization",
    is_organization: true,
    approval_status: "approved",
    num_followers: 0,
  }
}

export type GroupDict = ReturnType<typeof groupFromTheme> | ReturnType<typeof groupFromOrganization>
