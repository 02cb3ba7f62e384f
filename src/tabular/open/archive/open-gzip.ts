import { basename } from "node:path"
import type { RawTable } from "../raw-table.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { OpenedFile, Reader, Workspace } from "../workspace.ts"
import { gunzipped, writtenTo } from "./unpack.ts"

const deepest = 2

export async function* openGzip(file: OpenedFile, workspace: Workspace, openFile: Reader): AsyncGenerator<RawTable> {
  if (file.depth >= deepest) throw new CannotBeTable("bomb", { depth: file.depth })
  const path = workspace.newPath("unpacked")
  const byteSize = await writtenTo(path, gunzipped(file.path, { packedBytes: file.byteSize, workspace }))
  const name = basename(file.name).replace(/\.gz$/i, "")
  yield* openFile({ path, name, byteSize, depth: file.depth + 1 }, workspace)
}
