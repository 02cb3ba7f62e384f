import type { RawGrid, RawTable } from "../raw-table.ts"
import { gridFrom } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { SampledText } from "../text/sampled-text.ts"
import { asUtf8 } from "../text/utf8-file.ts"
import { isFeature, openFeatures } from "../vector/open-features.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import { isObject } from "./flatten.ts"
import { type ElementsFrom, jsonElements } from "./json-elements.ts"
import { type JsonList, jsonShape } from "./json-shape.ts"
import { parseJson } from "./parse-json.ts"
import { namesOfColumns, spoolLists } from "./spool-lists.ts"
import { type Batches, spoolRecords } from "./spool-records.ts"

/** The largest list of records of a JSON text: the text itself, its lines, or a list inside. */
export async function* openJson(
  file: OpenedFile,
  sampled: SampledText,
  workspace: Workspace,
): AsyncGenerator<RawTable> {
  const { path, notes } = await asUtf8(file.path, sampled, { workspace })
  const found = await findRecords(path, sampled.text, workspace)
  const table = await readRecords(found, workspace)
  yield { ...table, notes: [...notes, ...table.notes] }
}

interface FoundRecords {
  readonly elements: ElementsFrom
  readonly members: ReadonlyMap<string, string>
}

async function findRecords(path: string, text: string, workspace: Workspace): Promise<FoundRecords> {
  const first = /^\ufeff?\s*/.exec(text)![0].length
  const members = new Map<string, string>()
  if (isLinesText(text)) return { elements: { path, from: 0, isLines: true }, members }
  if (text[first] === "[" && /^\s*[{[]/.test(text.slice(first + 1))) {
    const from = Buffer.byteLength(text.slice(0, first + 1))
    return { elements: { path, from, isLines: false }, members }
  }
  const shape = await jsonShape(path, workspace)
  const list = largest(shape.lists)
  if (!list) throw new CannotBeTable("no-table")
  return { elements: { path, from: list.from, isLines: false }, members: shape.members }
}

/** One value on every line, at least two. */
function isLinesText(text: string): boolean {
  const [first = "", second = ""] = text
    .replace(/^\ufeff/, "")
    .split("\n", 50)
    .filter((line) => line.trim() !== "")
  return isWhole(first) && isWhole(second)
}

function isWhole(line: string): boolean {
  if (!/^\s*[{[].*[}\]]\s*,?\s*$/s.test(line)) return false
  try {
    parseJson(line.replace(/,\s*$/, ""))
    return true
  } catch {
    return false
  }
}

/** Lists of features are the features; else the one with most records; lists of lists where there is nothing else. */
function largest(lists: readonly JsonList[]): JsonList | undefined {
  const features = lists.find(({ path, objects }) => path.at(-1) === "features" && path.length === 1 && objects > 0)
  const byObjects = [...lists].filter(({ objects }) => objects > 0).sort((a, b) => b.objects - a.objects)[0]
  const byLists = [...lists].filter(({ lists: inner }) => inner > 1).sort((a, b) => b.lists - a.lists)[0]
  if (features || !byLists || !byObjects) return features ?? byObjects ?? byLists
  // Lists inside records are theirs; beside them stand names of columns.
  const isInside = byLists.path.length > byObjects.path.length
  const areNames = namesOfColumns.includes(byObjects.path.at(-1) ?? "")
  return !isInside && (areNames || byLists.lists > byObjects.objects) ? byLists : byObjects
}

async function readRecords({ elements, members }: FoundRecords, workspace: Workspace): Promise<RawGrid> {
  const batches = () => jsonElements(elements, workspace)
  const first = await firstOf(batches)
  if (isFeature(first)) return openFeatures(batches, { first, crs: members.get("crs"), workspace })
  if (Array.isArray(first)) return spoolLists(batches, members, workspace)
  const { spool, isNested } = await spoolRecords(batches, plainRecord, workspace)
  const notes = isNested ? [{ code: "nested-flattened" as const }] : []
  return gridFrom(spool, { name: "", header: "first-row", notes })
}

async function firstOf(batches: Batches): Promise<unknown> {
  for await (const [first] of batches()) if (first !== undefined) return first
  throw new CannotBeTable("no-table")
}

const plainRecord = {
  extraHeaders: [],
  split: (element: unknown) => (isObject(element) ? { record: element, extra: [] } : undefined),
}
