import { compact, cutAt, lineOf, readDate } from "../../reading/index.ts"
import { plainDate } from "./read-coverage.ts"
import { fieldName, labelOf, type RecordReading } from "./record-reading.ts"
import { properties } from "./terms.ts"

/** First publication and last change; of several dates the earliest and the latest. */
export function datesOf(
  reading: RecordReading,
  node: string,
): { readonly issued?: string; readonly modified?: string } {
  return compact({ issued: dateOf(reading, node, "issued"), modified: dateOf(reading, node, "modified") })
}

function dateOf({ graph, problems }: RecordReading, node: string, property: "issued" | "modified"): string | undefined {
  const texts = graph.texts(node, ...properties[property])
  const text = property === "issued" ? texts[0] : texts.at(-1)
  return readDate(text && plainDate(text), fieldName(graph, node, properties[property]), problems)
}

/** Values as texts: IRIs and literals as they are, nodes by their label; in a fixed order. */
export function textsOf(
  { graph }: RecordReading,
  node: string,
  predicates: readonly string[],
): readonly string[] | undefined {
  const texts = graph
    .values(node, ...predicates)
    .map((term) => (term.kind === "blank" ? labelOf(graph, term) : term.value))
    .map((text) => cutAt(lineOf(text) ?? "", 1_000))
    .filter((text) => text !== "")
  return texts.length > 0 ? [...new Set(texts)].sort() : undefined
}
