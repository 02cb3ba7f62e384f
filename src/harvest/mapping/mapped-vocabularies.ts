import { fold, type Vocabularies } from "../../vocabulary/index.ts"
import type { SourceMapping } from "./source-mapping.ts"

/** Our vocabularies, as one source speaks: what was said of its words answers first, then what is known of them anyway. */
export function mappedVocabularies(ours: Vocabularies, { licences, themes }: SourceMapping): Vocabularies {
  if (Object.keys(licences).length + Object.keys(themes).length === 0) return ours
  return {
    ...ours,
    licenceFrom: meaning(licences, ours.licenceFrom),
    themeFrom: meaning(themes, ours.themeFrom),
  }
}

function meaning<Found>(meanings: Readonly<Record<string, string>>, resolve: (raw?: string) => Found | undefined) {
  const codes = new Map(Object.entries(meanings).map(([raw, code]) => [fold(raw), code]))
  return (raw: string | undefined): Found | undefined => resolve(codes.get(fold(raw ?? "")) ?? raw)
}
