import { open } from "node:fs/promises"
import { sniffKind } from "../text/sniff-kind.ts"
import { openGzip } from "./archive/open-gzip.ts"
import { openZip } from "./archive/open-zip.ts"
import { openParquet } from "./parquet/open-parquet.ts"
import type { RawTable } from "./raw-table.ts"
import { CannotBeTable } from "./table-refusal.ts"
import { openText } from "./text/open-text.ts"
import { openOle } from "./workbook/open-ole.ts"
import type { OpenedFile, Workspace } from "./workspace.ts"

/** Archives open what is in them by the same way. */
export async function* openFile(file: OpenedFile, workspace: Workspace): AsyncGenerator<RawTable> {
  switch (sniffKind(await firstBytes(file.path))) {
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

async function firstBytes(path: string): Promise<Buffer> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(512), 0, 512, 0)
    return buffer.subarray(0, bytesRead)
  } finally {
    await file.close()
  }
}
