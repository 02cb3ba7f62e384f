import type { TableNote } from "../../table/table-note.ts"
import { guessSingleByte } from "../../text/guess-encoding.ts"
import { writtenTo } from "../archive/unpack.ts"
import type { Workspace } from "../workspace.ts"
import type { SampledText } from "./sampled-text.ts"
import type { QuoteRules } from "./scan-cells.ts"
import { isMostlyRight, scanUtf8, type Utf8Scan } from "./scan-utf8.ts"
import { transcoded } from "./transcode.ts"

/** A text as other programs can read it: UTF-8, without zeros. */
export interface Utf8File {
  readonly path: string
  readonly scan: Utf8Scan
  readonly notes: readonly TableNote[]
}

interface Wanted {
  /** Where the text is one of cells. */
  readonly rules?: QuoteRules
  /** Bytes to leave out at the start. */
  readonly skip?: number
}

/** The file itself where nothing has to change. */
export async function asUtf8(
  path: string,
  { encoding, samples }: SampledText,
  { workspace, ...wanted }: Wanted & { readonly workspace: Workspace },
): Promise<Utf8File> {
  const write = (as: string, ...notes: TableNote[]) => rewritten(path, { ...wanted, encoding: as, workspace, notes })
  if (encoding !== "utf-8") return write(encoding, otherEncoding(encoding))
  const scan = await scanUtf8(path, wanted.rules, workspace)
  if (scan.broken > 0 && !isMostlyRight(scan)) {
    const guessed = guessSingleByte(Buffer.concat([scan.brokenSample, samples.start, ...samples.later]))
    return write(guessed, otherEncoding(guessed))
  }
  if (scan.broken > 0) return write(encoding, { code: "replaced-characters", values: { characters: scan.broken } })
  return scan.zeros || wanted.skip ? write(encoding) : { path, scan, notes: [] }
}

function otherEncoding(encoding: string): TableNote {
  return { code: "not-utf8", values: { encoding } }
}

interface Rewriting extends Wanted {
  readonly encoding: string
  readonly workspace: Workspace
  readonly notes: readonly TableNote[]
}

async function rewritten(path: string, { encoding, skip = 0, rules, workspace, notes }: Rewriting): Promise<Utf8File> {
  const target = workspace.newPath("txt")
  await writtenTo(target, counted(transcoded(path, { encoding, skip }), workspace))
  return { path: target, scan: await scanUtf8(target, rules, workspace), notes }
}

async function* counted(chunks: AsyncIterable<Buffer>, workspace: Workspace): AsyncGenerator<Buffer> {
  for await (const chunk of chunks) {
    workspace.checkpoint()
    workspace.spend(chunk.length)
    yield chunk
  }
}
