import type { ListPlace } from "../paging/counted-pages.ts"
import type { LargePlace } from "./large-catalogue.ts"

/** Where a reading stands, as the engine keeps it, for either way to read a catalogue. */
export type Place =
  | { readonly way: "listed"; readonly at: ListPlace }
  | { readonly way: "large"; readonly at: LargePlace }

export function placeToText(place: Place): string {
  const { total, met } = place.at
  const where = place.way === "listed" ? [place.at.position] : [place.at.described ?? "", place.at.offset]
  return [place.way, total ?? "", met, ...where].join("/")
}

export function placeFrom(text: string | undefined): Place | undefined {
  const [way, total = "", met, first = "", second] = (text ?? "").split("/")
  const counts = { total: total === "" ? undefined : Number(total), met: Number(met) }
  if (way === "listed") return { way, at: { ...counts, position: Number(first) } }
  if (way === "large") return { way, at: { ...counts, described: first || undefined, offset: Number(second) } }
  return undefined
}
