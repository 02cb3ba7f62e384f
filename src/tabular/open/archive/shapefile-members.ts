import { CannotBeTable } from "../table-refusal.ts"
import type { Shapefile } from "../vector/open-shapefile.ts"
import type { Workspace } from "../workspace.ts"
import { writtenTo } from "./unpack.ts"
import type { ZipArchive, ZipMember } from "./zip-archive.ts"

/** A shapefile is several members of one name. */
export interface ShapefileMembers {
  readonly name: string
  readonly shp: ZipMember
  readonly others: ReadonlyMap<string, ZipMember>
}

const parts = /^(.*)\.(shp|shx|dbf|prj|cpg|cst|sbn|sbx|qix|qpj|qmd|shp\.xml)$/i

/** The shapefiles, and the members that are no part of any. */
export function shapefilesAmong(members: readonly ZipMember[]): {
  readonly shapefiles: readonly ShapefileMembers[]
  readonly rest: readonly ZipMember[]
} {
  const groups = Map.groupBy(members, ({ name }) => parts.exec(name)?.[1]?.toLowerCase())
  const shapefiles = [...groups].flatMap(([base, group]) => (base === undefined ? [] : shapefileFrom(group)))
  const taken = new Set(shapefiles.flatMap(({ shp, others }) => [shp, ...others.values()]))
  return { shapefiles, rest: members.filter((member) => !taken.has(member)) }
}

function shapefileFrom(group: readonly ZipMember[]): ShapefileMembers[] {
  const byEnding = new Map(group.map((member) => [parts.exec(member.name)![2]!.toLowerCase(), member]))
  const shp = byEnding.get("shp")
  return shp ? [{ name: parts.exec(shp.name)![1]!, shp, others: byEnding }] : []
}

const longestText = 64 * 1024

export async function unpackShapefile(
  { name, shp, others }: ShapefileMembers,
  { zip, workspace }: { readonly zip: ZipArchive; readonly workspace: Workspace },
): Promise<Shapefile> {
  const unpacked = async (member: ZipMember | undefined) => {
    if (!member) return undefined
    const path = workspace.newPath("unpacked")
    await writtenTo(path, zip.stream(member))
    return path
  }
  const text = async (member: ZipMember | undefined) => {
    if (!member) return undefined
    if (member.byteSize > longestText) throw new CannotBeTable("damaged", { name: member.name })
    return Buffer.concat(await Array.fromAsync(zip.stream(member))).toString("utf8")
  }
  return {
    name,
    shp: (await unpacked(shp))!,
    dbf: await unpacked(others.get("dbf")),
    prj: await text(others.get("prj")),
    cpg: (await text(others.get("cpg"))) ?? (await text(others.get("cst"))),
  }
}
