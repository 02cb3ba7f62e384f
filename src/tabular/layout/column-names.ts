import { slugFromTitle } from "../../catalogue/index.ts"
import type { TableChoice } from "../table/data-table.ts"

/** The names that the publisher gave, by header. */
export function chosenNames(choice: TableChoice | undefined): ReadonlyMap<string, string> {
  return new Map(choice?.columns?.flatMap(({ header, name }) => (name ? [[header, name] as const] : [])))
}

/** A name that a column may be given: no query or page of rows needs it for itself. */
export function mayBeName(name: string): boolean {
  return /^[a-z][a-z0-9_]*$/.test(name) && name.length <= longest && !name.includes("__") && !reserved.has(name)
}

/** Names that queries and pages of rows need for themselves. */
const reserved = new Set(["row_id", "this", "written", "rowid"])
const longest = 60
const nothing = "dataset"

/**
 * One name per header, in order: what the header reads in Latin letters, `column_3` where it has none, `_2`, `_3` where a
 * name is taken. The same headers give the same names in every version of a file; `chosen` are the publisher's.
 */
export function columnNames(
  headers: readonly string[],
  chosen: ReadonlyMap<string, string> = new Map(),
): readonly string[] {
  const taken = new Set(chosen.values())
  const given = new Set<string>()
  return headers.map((header, index) => {
    const wish = chosen.get(header)
    const name = wish && !given.has(wish) ? wish : free(nameOf(header, index), taken)
    taken.add(name)
    given.add(name)
    return name
  })
}

function nameOf(header: string, index: number): string {
  const name = /\p{L}/u.test(header) ? slugFromTitle({ und: header }).replaceAll("-", "_") : digitsOf(header)
  const saysNothing = name === "" || (name === nothing && !new RegExp(nothing, "i").test(header))
  const word = saysNothing ? `column_${index + 1}` : name
  const begun = /^[a-z]/.test(word) ? word : `n_${word}`
  const short = begun.length <= longest ? begun : cutBetweenWords(begun)
  return reserved.has(short) ? `${short}_1` : short
}

/** `2014` is no name in a query: `n_2014` is. */
function digitsOf(header: string): string {
  return header
    .replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 0xf))
    .replace(/\D+/g, "_")
    .replace(/^_|_$/g, "")
}

function cutBetweenWords(name: string): string {
  const end = name.lastIndexOf("_", longest)
  return name.slice(0, end > 0 ? end : longest)
}

function free(name: string, taken: ReadonlySet<string>): string {
  if (!taken.has(name)) return name
  let number = 2
  while (taken.has(`${name}_${number}`)) number += 1
  return `${name}_${number}`
}
