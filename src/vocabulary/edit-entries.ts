/** The three lists that administrators edit, what an entry of each holds, and what may stand there. Pure. */

import type { InputProblem } from "../platform/refusal.ts"
import { placeLevels } from "./conventions/place-levels.ts"
import { problemsOfLine, problemsOfName, problemsOfText, problemsOfUrl } from "./edit-checks.ts"
import type { Licence, Place, Theme } from "./vocabularies.ts"

export const editableLists = ["theme", "licence", "place"] as const
export type EditableList = (typeof editableLists)[number]

type Written<Entry> = Omit<Entry, "code" | "position" | "retiredAt" | "replacedBy">

/** What is written of an entry; its code is given once and its place in the order by `orderEntries`. */
export interface EntryFields {
  readonly theme: Written<Theme>
  readonly licence: Written<Licence>
  readonly place: Written<Place>
}

/** `null` removes what may be absent. */
export type EntryChanges<List extends EditableList> = {
  readonly [Field in keyof EntryFields[List]]?: EntryFields[List][Field] | null | undefined
}

/** Column of each field. */
export const columnsOf: { readonly [List in EditableList]: Readonly<Record<keyof EntryFields[List], string>> } = {
  theme: { label: "label", euTheme: "eu_theme", icon: "icon" },
  licence: { title: "title", url: "url", open: "open", kind: "kind", rawValues: "raw_values", remark: "remark" },
  place: {
    name: "name",
    level: "level",
    parentCode: "parent_code",
    otherCodes: "other_codes",
    aliases: "aliases",
    lat: "lat",
    lon: "lon",
  },
}

/** What an entry is when nothing else is said. */
export const emptyEntry: { readonly [List in EditableList]: object } = {
  theme: {},
  licence: { rawValues: [] },
  place: { otherCodes: [], aliases: [] },
}

export const euThemeCodes = [
  "AGRI",
  "ECON",
  "EDUC",
  "ENER",
  "ENVI",
  "GOVE",
  "HEAL",
  "INTR",
  "JUST",
  "REGI",
  "SOCI",
  "TECH",
  "TRAN",
] as const

export const licenceKinds = [
  "public-domain",
  "attribution",
  "share-alike",
  "restricted",
  "portal-specific",
  "unknown",
  "none",
] as const

const longest = { name: 300, remark: 5000, spelling: 300, icon: 40 } as const
const mostSpellings = 300
const ownCode = /^[a-z0-9]+(?:[.-][a-z0-9]+)*$/
const listedCode = /^[a-z][a-z0-9-]*:[A-Za-z0-9][A-Za-z0-9._-]*$/
const longestCode = 80

export function problemsOfCode(list: EditableList, code: string): InputProblem[] {
  const pattern = list === "place" ? listedCode : ownCode
  return code.length <= longestCode && pattern.test(code) ? [] : [{ path: "code", rule: "wrong-shape" }]
}

export function problemsOfEntry<List extends EditableList>(list: List, entry: EntryFields[List]): InputProblem[] {
  const check = checks[list] as (entry: EntryFields[List]) => InputProblem[]
  return check(entry)
}

const checks: { readonly [List in EditableList]: (entry: EntryFields[List]) => InputProblem[] } = {
  theme: ({ label, euTheme, icon }) => [
    ...problemsOfName("label", label ?? {}, longest.name),
    ...oneOf("euTheme", euTheme, euThemeCodes),
    ...(icon === undefined || /^[a-z0-9-]{1,40}$/.test(icon) ? [] : [{ path: "icon", rule: "unknown" }]),
  ],
  licence: ({ title, url, open, kind, rawValues, remark }) => [
    ...problemsOfName("title", title ?? {}, longest.name),
    ...(url === undefined ? [] : problemsOfUrl("url", url)),
    ...(typeof open === "boolean" ? [] : [{ path: "open", rule: "missing" }]),
    ...oneOf("kind", kind ?? "", licenceKinds),
    ...problemsOfSpellings("rawValues", rawValues ?? []),
    ...(remark === undefined ? [] : problemsOfText("remark", remark, longest.remark)),
  ],
  place: ({ name, level, parentCode, otherCodes, aliases, lat, lon }) => [
    ...problemsOfName("name", name ?? {}, longest.name),
    ...oneOf("level", level ?? "", placeLevels()),
    ...(parentCode === undefined ? [] : codeAt("parentCode", parentCode)),
    ...(otherCodes ?? []).flatMap((code, at) => codeAt(`otherCodes.${at}`, code)),
    ...problemsOfSpellings("aliases", aliases ?? []),
    ...inDegrees("lat", lat, 90),
    ...inDegrees("lon", lon, 180),
    ...((lat === undefined) === (lon === undefined)
      ? []
      : [{ path: lat === undefined ? "lat" : "lon", rule: "missing" }]),
  ],
}

function oneOf(path: string, value: string | undefined, known: readonly string[]): InputProblem[] {
  if (value === undefined || known.includes(value)) return []
  return [{ path, rule: value === "" ? "missing" : "unknown" }]
}

function codeAt(path: string, code: string): InputProblem[] {
  return code.length <= longestCode && listedCode.test(code) ? [] : [{ path, rule: "wrong-shape" }]
}

function problemsOfSpellings(path: string, spellings: readonly string[]): InputProblem[] {
  if (spellings.length > mostSpellings) return [{ path, rule: "too-many", values: { max: mostSpellings } }]
  return spellings.flatMap((spelling, at) =>
    spelling.trim() === ""
      ? [{ path: `${path}.${at}`, rule: "missing" }]
      : problemsOfLine(`${path}.${at}`, spelling, longest.spelling),
  )
}

function inDegrees(path: string, value: number | undefined, most: number): InputProblem[] {
  return value === undefined || (Number.isFinite(value) && Math.abs(value) <= most)
    ? []
    : [{ path, rule: "wrong-shape" }]
}
