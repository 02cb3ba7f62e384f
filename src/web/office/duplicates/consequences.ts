/** What joining two datasets will do, in plain words. Pure. */
import type { Dataset } from "../../../catalogue/index.ts"
import { datasetMessages, duplicateMessages, formatterFor, inLanguage, type Language } from "../../../texts/index.ts"
import { sourceName } from "../../models/source-name.ts"
import type { Side } from "./pair-model.ts"

export function consequencesOf({ keep, other }: { keep: Side; other: Side }, language: Language): string[] {
  const words = duplicateMessages[language].will
  const format = formatterFor(language)
  const sources = [...keep.sources, ...other.sources].sort(bySpeaking)
  const names = sources.map((source) => sourceName(source, language).text)
  const byHand = keep.sources.length === 0
  const corrected = other.sources.length > 0 ? other.dataset.editedFields : []
  const labels = corrected.map((field) => datasetMessages[language].fields[field] ?? field)
  return [
    words.stays(titleOf(keep.dataset, language)),
    words.leads(titleOf(other.dataset, language)),
    words.provenance(format.list(names)),
    byHand || names[0] === undefined ? words.speaksHere : words.speaks(names[0]),
    ...(other.sources.length === 0 ? [words.handLost] : []),
    ...(labels.length > 0 ? [words.corrections(format.list(labels))] : []),
    ...(keep.dataset.organization.id === other.dataset.organization.id ? [] : [words.bodies]),
    words.noUndo,
  ]
}

export function titleOf({ title, slug, sourceLanguage }: Dataset, language: Language): string {
  return inLanguage(title, language, sourceLanguage)?.text ?? slug
}

type Ranked = Pick<Side["sources"][number], "rank" | "organizations" | "id">

// As `speakingOrder` of the catalogue has it.
function bySpeaking(a: Ranked, b: Ranked): number {
  const own = ({ organizations }: Ranked) => Number(organizations === "given")
  return b.rank - a.rank || own(b) - own(a) || (a.id < b.id ? -1 : 1)
}
