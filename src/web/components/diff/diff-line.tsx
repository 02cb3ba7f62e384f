import { directionOf } from "../../../texts/index.ts"
import type { Page } from "../../page.ts"
import { type DiffPart, listDiff, wordDiff } from "./word-diff.ts"

/** One field that differs, in words a reader knows. */
export interface DiffLine {
  readonly label: string
  /** BCP 47 tag of the values, where they have one. */
  readonly lang?: string | undefined
  readonly before?: readonly string[] | string | undefined
  readonly after?: readonly string[] | string | undefined
  /** Said in place of values that are not kept. */
  readonly untold?: string
}

export function isList({ before, after }: DiffLine): boolean {
  return Array.isArray(before ?? after)
}

export function partsOf({ before, after }: DiffLine): DiffPart[] {
  if (typeof before === "string" && typeof after === "string") return wordDiff(before, after)
  return listDiff(asItems(before), asItems(after))
}

function asItems(value: DiffLine["before"]): readonly string[] {
  return value === undefined ? [] : typeof value === "string" ? [value] : value
}

/** Attributes of values in another language than the page's. */
export function ownLanguage({ language }: Page, { lang }: DiffLine) {
  if (!lang || lang === language) return {}
  return lang === "und" ? { dir: "auto" as const } : { lang, dir: directionOf(lang) }
}

/** What went is struck, what came is marked; both are read out as such. */
export function Mark({ part: { kind, text } }: { part: DiffPart }) {
  if (kind === "removed") return <del>{text}</del>
  if (kind === "added") return <ins>{text}</ins>
  return <>{text}</>
}
