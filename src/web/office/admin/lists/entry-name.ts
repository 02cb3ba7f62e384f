import type { LocalisedText } from "../../../../texts/index.ts"
import type { EditableEntry } from "../../../../vocabulary/index.ts"

/** What each list calls the name of its entries. */
export function nameOf(entry: EditableEntry): LocalisedText {
  const { label, title, name } = entry as { label?: LocalisedText; title?: LocalisedText; name?: LocalisedText }
  return label ?? title ?? name ?? {}
}
