/** What the small forms of a mapping change in it; pure. What they post is not believed. */
import { z } from "zod"
import { droppableFields, filterFields, type RecordFilter, type SourceMapping } from "../../../../../harvest/index.ts"
import { Refusal } from "../../../../../platform/refusal.ts"
import type { Vocabularies } from "../../../../../vocabulary/index.ts"

/** A value that a form of ours would not have offered, or that cannot be kept. */
export class NotInOurLists extends Refusal {
  readonly code = "mapping-invalid"
  readonly status = 422
  constructor(problem: "email" | "place" | "code" | "value" | "raw" | "organization" | "full", row?: string) {
    super(`The mapping cannot be kept: ${problem}`, { problem, ...(row ? { row } : {}) })
  }
}

type Act = (before: SourceMapping, form: URLSearchParams, ours: Vocabularies) => SourceMapping

const longest = 500
const mostFilters = 100
const mostMeanings = 2000

export const mappingActs = {
  licences: meaningsOf("licences", ({ licences }) => licences),
  themes: meaningsOf("themes", ({ themes }) => themes),
  defaults: setDefaults,
  drop: setDropped,
  "filter-add": addFilter,
  "filter-remove": removeFilter,
} as const satisfies Record<string, Act>
export type MappingAct = keyof typeof mappingActs

/** Rows of word and code; a row without code takes the word's meaning away. */
function meaningsOf(
  list: "licences" | "themes",
  codesOf: (ours: Vocabularies) => readonly { readonly code: string }[],
): Act {
  return (before, form, ours) => {
    const known = new Set(codesOf(ours).map(({ code }) => code))
    const meanings = new Map(Object.entries(before[list]))
    const codes = form.getAll("code")
    form.getAll("raw").forEach((raw, at) => {
      const [word, code] = [raw.trim(), codes[at] ?? ""]
      if (word === "" && code === "") return
      if (word === "" || word.length > longest) throw new NotInOurLists("raw")
      if (code === "") meanings.delete(word)
      else if (known.has(code) || meanings.get(word) === code) meanings.set(word, code)
      else throw new NotInOurLists("code")
    })
    if (meanings.size > mostMeanings) throw new NotInOurLists("full")
    return { ...before, [list]: Object.fromEntries(meanings) }
  }
}

function setDefaults(before: SourceMapping, form: URLSearchParams, ours: Vocabularies): SourceMapping {
  const chosen = (name: string, codes: readonly { readonly code: string }[]) => {
    const code = form.get(name) ?? ""
    if (code !== "" && !codes.some((one) => one.code === code)) throw new NotInOurLists("code")
    return code === "" ? {} : { [name]: code }
  }
  return {
    ...before,
    defaults: {
      ...chosen("licence", ours.licences),
      ...chosen("theme", ours.themes),
      ...chosen("frequency", ours.frequencies),
      ...placeIn(form, ours),
      ...emailIn(form),
    },
  }
}

function placeIn(form: URLSearchParams, ours: Vocabularies) {
  const text = form.get("place")?.trim() ?? ""
  if (text === "") return {}
  const place = text.length > longest ? undefined : ours.placeFrom(text)
  if (!place) throw new NotInOurLists("place")
  return { place: place.code }
}

function emailIn(form: URLSearchParams) {
  const contactEmail = form.get("contactEmail")?.trim() ?? ""
  if (contactEmail === "") return {}
  if (contactEmail.length > 254 || !z.email().safeParse(contactEmail).success) throw new NotInOurLists("email")
  return { contactEmail }
}

function setDropped(before: SourceMapping, form: URLSearchParams): SourceMapping {
  const ticked = new Set(form.getAll("drop"))
  return { ...before, drop: droppableFields.filter((field) => ticked.has(field)) }
}

function addFilter(before: SourceMapping, form: URLSearchParams): SourceMapping {
  const list = listIn(form)
  const filter = filterIn(form)
  if (before[list].some((one) => isSame(one, filter))) return before
  if (before[list].length >= mostFilters) throw new NotInOurLists("full")
  return { ...before, [list]: [...before[list], filter] }
}

/** By what it says, not by its place: somebody may have changed the list meanwhile. */
function removeFilter(before: SourceMapping, form: URLSearchParams): SourceMapping {
  const list = listIn(form)
  const filter = filterIn(form)
  return { ...before, [list]: before[list].filter((one) => !isSame(one, filter)) }
}

function listIn(form: URLSearchParams): "include" | "exclude" {
  const list = form.get("list")
  if (list !== "include" && list !== "exclude") throw new NotInOurLists("code")
  return list
}

function filterIn(form: URLSearchParams): RecordFilter {
  const field = filterFields.find((name) => name === form.get("field"))
  const value = form.get("value")?.trim() ?? ""
  if (!field) throw new NotInOurLists("code", form.get("list") ?? "")
  if (value === "" || value.length > longest) throw new NotInOurLists("value", form.get("list") ?? "")
  return { field, value }
}

function isSame(one: RecordFilter, other: RecordFilter): boolean {
  return one.field === other.field && one.value === other.value
}
