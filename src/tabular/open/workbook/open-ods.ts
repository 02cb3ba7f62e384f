import type { ZipArchive } from "../archive/zip-archive.ts"
import type { RawTable } from "../raw-table.ts"
import { gridFrom, Spool } from "../spool.ts"
import { CannotBeTable } from "../table-refusal.ts"
import type { Workspace } from "../workspace.ts"
import { readXml, readXmlSteps } from "../xml/read-xml.ts"
import { type OdsSheet, odsHandler } from "./ods-cells.ts"
import { sheetNotes } from "./sheet-notes.ts"

/** All sheets lie in one part, one after the other; each is given when it ends. */
export async function* openOds(zip: ZipArchive, workspace: Workspace): AsyncGenerator<RawTable> {
  const content = zip.find("content.xml")
  if (!content) throw new CannotBeTable("damaged", { reason: "content.xml" })
  if (await isEncrypted(zip)) throw new CannotBeTable("encrypted")
  const ended: OdsSheet[] = []
  const { handler, discard } = odsHandler({ newSpool: () => new Spool(workspace), end: (sheet) => ended.push(sheet) })
  try {
    for await (const _ of readXmlSteps(zip.stream(content), handler)) {
      for (const sheet of ended.splice(0)) yield* tableOf(sheet)
    }
  } finally {
    discard()
  }
  for (const sheet of ended) yield* tableOf(sheet)
}

function* tableOf({ spool, ...facts }: OdsSheet): Generator<RawTable> {
  if (spool.records === 0) return
  const { name, hidden, rightToLeft } = facts
  yield gridFrom(spool, { name, hidden, rightToLeft, notes: sheetNotes(facts) })
}

async function isEncrypted(zip: ZipArchive): Promise<boolean> {
  const manifest = zip.find("META-INF/manifest.xml")
  let found = false
  if (manifest) {
    await readXml(zip.stream(manifest), {
      open(name) {
        found ||= name === "encryption-data"
      },
    })
  }
  return found
}
