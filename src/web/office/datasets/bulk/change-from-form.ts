/** The change that the form of a bulk edit asks for, as the catalogue reads it. */
export const bulkKinds = [
  "add-theme",
  "remove-theme",
  "add-keyword",
  "remove-keyword",
  "set-licence",
  "set-frequency",
  "set-contact",
  "set-organization",
  "submit",
  "publish",
  "withdraw",
  "trash",
] as const
export type BulkFormKind = (typeof bulkKinds)[number]

/** Nothing where no change was chosen; its values are checked by whoever takes it. */
export function changeFromForm(form: URLSearchParams): unknown {
  const kind = bulkKinds.find((one) => one === form.get("kind"))
  const value = (name: string) => form.get(name)?.trim() ?? ""
  const facts = (change: object) => ({ kind: "edit", facts: change })
  switch (kind) {
    case undefined:
      return undefined
    case "add-theme":
      return facts({ themes: { add: [value("theme.add")] } })
    case "remove-theme":
      return facts({ themes: { remove: [value("theme.remove")] } })
    case "add-keyword":
      return facts({ keywords: { [value("keywordLanguage.add")]: { add: [value("keyword.add")] } } })
    case "remove-keyword":
      return facts({ keywords: { [value("keywordLanguage.remove")]: { remove: [value("keyword.remove")] } } })
    case "set-licence":
      return facts({ licence: value("licence") })
    case "set-frequency":
      return facts({ frequency: value("frequency") })
    case "set-contact":
      return facts({ contactPoint: filled({ name: value("contact.name"), email: value("contact.email") }) })
    case "set-organization":
      return { kind: "move", organizationId: value("organizationId") }
    case "withdraw":
      return { kind, reason: value("reason") }
    default:
      return { kind }
  }
}

function filled(values: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== ""))
}
