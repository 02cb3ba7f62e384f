/** Versions of what was written here: each change keeps what differs, and an earlier version is walked back from now. */
import { isDeepStrictEqual } from "node:util"
import { type Change, changesOf } from "../platform/changes/index.ts"
import type { Db } from "../platform/db.ts"

export interface Difference {
  readonly path: string
  readonly before?: unknown
  readonly after?: unknown
}

export interface EditorialVersion {
  readonly position: number
  readonly at: Date
  readonly actor: string
  readonly kind: string
  readonly differences: readonly Difference[]
}

/** Fields by path, texts language by language: `title.fr`. */
export type Fields = ReadonlyMap<string, unknown>

export function differencesOf(before: Fields, after: Fields): Difference[] {
  const paths = [...new Set([...before.keys(), ...after.keys()])].sort()
  return paths
    .filter((path) => !isDeepStrictEqual(before.get(path), after.get(path)))
    .map((path) => ({
      path,
      ...(before.has(path) ? { before: before.get(path) } : {}),
      ...(after.has(path) ? { after: after.get(path) } : {}),
    }))
}

/** What the fields were before these changes, which are given newest first. */
export function walkedBack(now: Fields, versions: readonly Pick<EditorialVersion, "differences">[]): Fields {
  const fields = new Map(now)
  for (const { differences } of versions)
    for (const { path, before } of differences) {
      if (before === undefined) fields.delete(path)
      else fields.set(path, before)
    }
  return fields
}

export interface HistoryAsked {
  readonly entity: string
  readonly entityId: string
  readonly before?: number
  readonly limit: number
}

/** Newest first. */
export async function editorialHistory(db: Db, asked: HistoryAsked): Promise<EditorialVersion[]> {
  return (await changesOf(db, asked)).map(versionFrom)
}

const deepest = 5000

/** The changes after a version, newest first: what has to be undone to come back to it. */
export async function versionsAfter(
  db: Db,
  { entity, entityId, position }: { entity: string; entityId: string; position: number },
): Promise<EditorialVersion[]> {
  const all = await changesOf(db, { entity, entityId, limit: deepest })
  return all.filter((change) => change.position > position).map(versionFrom)
}

function versionFrom({ position, at, actor, kind, diff }: Change): EditorialVersion {
  return { position, at, actor, kind, differences: (diff as readonly Difference[] | undefined) ?? [] }
}

/** A text's languages as fields of their own. */
export function textFields(name: string, text: Readonly<Record<string, string>> | undefined): [string, unknown][] {
  return Object.entries(text ?? {}).map(([language, value]) => [`${name}.${language}`, value])
}

export function textFromFields(name: string, fields: Fields): Record<string, string> {
  const prefix = `${name}.`
  const entries = [...fields].filter(([path]) => path.startsWith(prefix))
  return Object.fromEntries(entries.map(([path, value]) => [path.slice(prefix.length), String(value)]))
}
