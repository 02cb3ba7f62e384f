/** What an edit of a body changed, as the history shows it. Pure. */
import { isDeepStrictEqual } from "node:util"
import type { LocalisedText } from "../../texts/index.ts"
import type { FieldChange } from "../document.ts"
import type { Organization } from "../organization.ts"

const plainFields = ["acronym", "level", "homepage", "parentId", "successorId", "slug", "logoFileId"] as const
const textFields = ["name", "description"] as const
/** May be those of a person: that they changed is told, their values never. */
const quietFields = ["email", "phone"] as const

export function diffOrganizations(before: Organization, after: Organization): FieldChange[] {
  return [
    ...textFields.flatMap((field) => diffTexts(field, before[field] ?? {}, after[field] ?? {})),
    ...plainFields.flatMap((field) =>
      before[field] === after[field] ? [] : [{ path: field, before: before[field], after: after[field] }],
    ),
    ...quietFields.flatMap((field) => (before[field] === after[field] ? [] : [{ path: field }])),
  ]
}

/** Top-level names of what changed, for the `fields` of a change. */
export function fieldsChanged(diff: readonly FieldChange[]): string[] {
  return [...new Set(diff.map(({ path }) => path.split(".")[0]!))]
}

function diffTexts(field: string, before: LocalisedText, after: LocalisedText): FieldChange[] {
  if (isDeepStrictEqual(before, after)) return []
  const languages = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort()
  return languages.flatMap((language) =>
    before[language] === after[language]
      ? []
      : [{ path: `${field}.${language}`, before: before[language], after: after[language] }],
  )
}
