import { open } from "node:fs/promises"
import { sniffKind } from "../text/sniff-kind.ts"
import { openGzip } from "./archive/open-gzip.ts"
import { openZip } from "./archive/open-zip.ts"
import { openParquet } from "./parquet/open-parquet.ts"
import type { RawTable } from "./raw-table.ts"
import { CannotBeTable } from "./table-refusal.ts"
import { openText } from "./text/open-text.ts"
import { openGeoPackage } from "./vector/open-geopackage.ts"
import { openDbfTable, openShapefile } from "./vector/open-shapefile.ts"
import { openOle } from "./workbook/open-ole.ts"
import type { OpenedFile, Workspace } from "./workspace.ts"

/** Archives open what is in them by the same way. */
export async function* openFile(file: OpenedFile, workspace: Workspace): AsyncGenerator<RawTable> {
  const start = await firstBytes(file.path)
  if (isSqlite(start)) return yield* openGeoPackage(file, workspace)
  if (isShp(start)) return yield await openShapefile({ name: "", shp: file.path }, workspace)
  if (isDbf(start, file)) return yield await openDbfTable(file.path, workspace)
  switch (sniffKind(start)) {
    case "empty":
      throw new CannotBeTable("empty-file")
    case "text-like":
      return yield* openText(file, workspace)
    case "gzip":
      return yield* openGzip(file, workspace, openFile)
    case "zip-like":
      return yield* openZip(file, workspace, openFile)
    case "ole":
      return yield* openOle(file, workspace)
    case "parquet":
      return yield await openParquet(file)
    case "pdf":
    case "image":
    case "document":
      throw new CannotBeTable("not-tabular")
    default:
      throw new CannotBeTable("unknown-format")
  }
}

function isSqlite(start: Buffer): boolean {
  return start.toString("latin1", 0, 16) === "SQLite format 3\0"
}

/** Shapes alone, without what is said of them. */
function isShp(start: Buffer): boolean {
  return start.length >= 100 && start.readInt32BE(0) === 9994 && start.readInt32LE(28) === 1000
}

/** Its mark is one small number: the name has to agree, and the header has to fit. */
function isDbf(start: Buffer, { name, byteSize }: OpenedFile): boolean {
  const headerBytes = start.length >= 32 ? start.readUInt16LE(8) : 0
  return /\.dbf$/i.test(name) && (start[0]! & 7) === 3 && headerBytes >= 33 && headerBytes <= byteSize
}

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
