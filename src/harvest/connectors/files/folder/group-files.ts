/** Which files are one dataset. Pure. */
import { cutAt } from "../../../reading/index.ts"
import { stemAndExtension } from "./file-name.ts"
import type { ListedFile } from "./listed.ts"

export type Grouping = "file" | "stem" | "folder"

export interface FileGroup {
  readonly remoteId: string
  /** Readable names that make the title: of the file without extension, or of the folder. */
  readonly name: string
  /** Folders between the start and what the name names. */
  readonly folders: readonly string[]
  readonly files: readonly ListedFile[]
}

/** In the order of their paths, so that the order of the listing does not matter. */
export function groupFiles(files: readonly ListedFile[], grouping: Grouping): FileGroup[] {
  const shapes = new Set(
    files
      .map(pathOf)
      .filter((path) => /\.shp$/i.test(path))
      .map(withoutExtension),
  )
  const keyed = Map.groupBy(files.toSorted(byPath), (file) => keyOf(file, grouping, shapes))
  return [...keyed].map(([key, members]) => groupOf(key, members, grouping))
}

function byPath(one: ListedFile, other: ListedFile): number {
  return pathOf(one) < pathOf(other) ? -1 : 1
}

function pathOf({ path }: ListedFile): string {
  return path.join("/")
}

function withoutExtension(path: string): string {
  return path.replace(/\.[^./]+$/, "")
}

/** The parts of a shapefile make no sense alone. */
const partsOfShape = /\.(shp|shx|dbf|prj|cpg|qix|sbn|sbx)$/i

function keyOf(file: ListedFile, grouping: Grouping, shapes: ReadonlySet<string>): string {
  const path = pathOf(file)
  if (grouping === "folder" && file.path.length > 1) return `${file.path[0]}/`
  if (grouping === "stem") return [...file.path.slice(0, -1), stemAndExtension(file.path.at(-1) ?? "")[0]].join("/")
  const bare = withoutExtension(path)
  return partsOfShape.test(path) && shapes.has(bare) ? `${bare}.shp` : path
}

function groupOf(key: string, files: readonly ListedFile[], grouping: Grouping): FileGroup {
  const path = files[0]?.path ?? []
  const isFolder = grouping === "folder" && key.endsWith("/")
  const name = isFolder ? (path[0] ?? key) : stemAndExtension(path.at(-1) ?? key)[0]
  return { remoteId: cutAt(key, 400), name, folders: isFolder ? [] : path.slice(0, -1), files }
}
