/** Where a path of the document, of a refusal or of an action of quality stands in the form. */
import type { DatasetDocument } from "../../../../catalogue/index.ts"
import type { Language } from "../../../../texts/index.ts"

const texts = new Set(["title", "description", "keywords", "privateReason"])
const direct = new Set([
  "organizationId",
  "seriesId",
  "visibility",
  "licence",
  "frequency",
  "accessRights",
  "identifier",
  "version",
  "landingPage",
  "conformsTo",
  "issued",
  "modified",
  "languages",
])

/** Name of the input for a path like `title.fr`, `temporal.0.end`, `distributions.2.downloadUrl`, `distributions.ID.format`. */
export function inputOf(path: string, document: DatasetDocument, language: Language): string {
  const [name = "", ...rest] = path.split(".")
  if (texts.has(name)) return rest[0] ? path : `${name}.${language}`
  if (direct.has(name)) return name
  switch (name) {
    case "themes":
      return "theme"
    case "spatial":
      return "addPlace"
    case "temporal":
      return `period.${rest[0] ?? 0}.${rest[1] ?? "end"}`
    case "contactPoints":
      return `contact.${rest[0] ?? 0}.${rest[1] ?? "email"}`
    case "distributions":
      return inputOfFile(rest, document, language)
    default:
      return path
  }
}

function inputOfFile([which, field, tag]: readonly string[], { distributions }: DatasetDocument, language: Language) {
  const id = which && (/^\d{1,4}$/.test(which) ? distributions[Number(which)]?.id : which)
  if (!id) return "upload"
  if (field === "title" || field === "description") return `file.${id}.${field}.${tag ?? language}`
  const shown = field && ["format", "downloadUrl", "accessUrl"].includes(field)
  return shown ? `file.${id}.${field}` : `file.${id}.format`
}
