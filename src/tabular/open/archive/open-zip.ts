import { zipKind } from "../../text/sniff-kind.ts"
import type { RawTable } from "../raw-table.ts"
import { CannotBeTable, type TableRefusalCode } from "../table-refusal.ts"
import { openShapefile } from "../vector/open-shapefile.ts"
import { openOds } from "../workbook/open-ods.ts"
import { openXlsx } from "../workbook/open-xlsx.ts"
import type { OpenedFile, Reader, Workspace } from "../workspace.ts"
import { shapefilesAmong, unpackShapefile } from "./shapefile-members.ts"
import { writtenTo } from "./unpack.ts"
import { ZipArchive, type ZipMember } from "./zip-archive.ts"

/** Workbooks are archives too; in others every member that is a table is one. */
export async function* openZip(file: OpenedFile, workspace: Workspace, openFile: Reader): AsyncGenerator<RawTable> {
  const zip = await ZipArchive.open(file.path, workspace)
  try {
    switch (
      zipKind(
        zip.members.map(({ name }) => name),
        await mediaTypeOf(zip),
      )
    ) {
      case "xlsx":
        // The binary sister of XLSX: nobody publishes data in it.
        if (zip.find("xl/workbook.bin")) throw new CannotBeTable("unknown-format", { format: "xlsb" })
        return yield* openXlsx(zip, workspace)
      case "ods":
        return yield* openOds(zip, workspace)
      case "document":
        throw new CannotBeTable("not-tabular")
      default:
        if (file.depth > 0) throw new CannotBeTable("bomb", { depth: file.depth })
        return yield* openMembers(zip, workspace, openFile)
    }
  } finally {
    zip.close()
  }
}

/** OpenDocument says what it is in a member of its own, which need not be the first. */
async function mediaTypeOf(zip: ZipArchive): Promise<Buffer> {
  const member = zip.find("mimetype")
  if (!member || member.byteSize > 200) return Buffer.alloc(0)
  return Buffer.concat(await Array.fromAsync(zip.stream(member)))
}

/** Said of one member, it is no reason to refuse the others. */
const passable: readonly TableRefusalCode[] = [
  "empty-file",
  "no-table",
  "not-tabular",
  "unknown-format",
  "html-instead",
]
const companions = /(?:^|\/)(?:\.[^/]*|__MACOSX\/.*|thumbs\.db|desktop\.ini)$/i
const texts = /\.(?:txt|md|pdf|docx?|html?|xml|xsd)$/i

async function* openMembers(zip: ZipArchive, workspace: Workspace, openFile: Reader): AsyncGenerator<RawTable> {
  const members = zip.members.filter(({ name, byteSize }) => byteSize > 0 && !companions.test(name))
  const { shapefiles, rest } = shapefilesAmong(members)
  let refused: CannotBeTable | undefined
  let given = 0
  for (const shapefile of shapefiles) {
    given++
    yield await openShapefile(await unpackShapefile(shapefile, { zip, workspace }), workspace)
  }
  for (const member of rest) {
    try {
      for await (const table of openMember(member, { zip, workspace, openFile })) {
        given++
        yield table
      }
    } catch (error) {
      if (!(error instanceof CannotBeTable) || !passable.includes(error.code)) throw error
      if (!refused || !texts.test(member.name)) refused = error
    }
  }
  if (given === 0) throw refused ?? new CannotBeTable("empty-file")
}

interface Opening {
  readonly zip: ZipArchive
  readonly workspace: Workspace
  readonly openFile: Reader
}

async function* openMember(member: ZipMember, { zip, workspace, openFile }: Opening): AsyncGenerator<RawTable> {
  const path = workspace.newPath("unpacked")
  const byteSize = await writtenTo(path, zip.stream(member))
  const name = member.name.split("/").at(-1) ?? member.name
  for await (const table of openFile({ path, name, byteSize, depth: 1 }, workspace)) {
    yield { ...table, name: table.name === "" ? member.name : `${member.name}: ${table.name}` }
  }
}
