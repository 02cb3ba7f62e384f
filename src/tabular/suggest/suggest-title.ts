import type { Suggestion, SuggestionInput } from "./suggestion.ts"

const bodies =
  /^(?:république|republic|ministère|ministere|الجمهورية|وزارة|الهيئة|رئاسة|المعهد|الديوان|office|institut|direction|الإدارة)/i
const longestTitle = 150

/** Only where there is no title, or one that is the name of a file. */
export function suggestTitle({ titles, files }: SuggestionInput): Suggestion<string> | undefined {
  const given = Object.values(titles)
  if (given.some((title) => !looksLikeFileName(title))) return undefined
  const lines = files[0]?.facts.table?.titles ?? []
  const above = lines
    .filter((line) => line.length > 8 && !bodies.test(line))
    .slice(0, 2)
    .join(" – ")
  if (above !== "" && above.length <= longestTitle)
    return { value: above, reason: { code: "lines-above-table" }, confidence: "medium" }
  const named = titleFromFileName(files[0]?.name ?? given[0] ?? "")
  return named === "" ? undefined : { value: named, reason: { code: "file-name" }, confidence: "low" }
}

export function looksLikeFileName(title: string): boolean {
  const text = title.trim()
  return (
    text === "" ||
    /\.(csv|xlsx?|ods|json|geojson|pdf|zip|txt|xml)$/i.test(text) ||
    /^[^\s]*[_-][^\s]*$/.test(text) ||
    /_/.test(text)
  )
}

/** "liste_ecoles-2024 (1).xlsx" → "Liste ecoles 2024". */
function titleFromFileName(name: string): string {
  const words = name
    .replace(/\.[a-z0-9]{2,7}$/i, "")
    .replace(/\(\d+\)/g, " ")
    .replace(/([a-zà-ÿ])([A-Z])/g, "$1 $2")
    .replace(/[_\-.+]+/g, " ")
    .replace(/\s+/g, " ")
    .trim()
  return words.length < 3 ? "" : words[0]!.toUpperCase() + words.slice(1)
}
