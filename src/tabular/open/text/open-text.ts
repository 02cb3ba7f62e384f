import { textKind } from "../../text/sniff-kind.ts"
import { openJson } from "../json/open-json.ts"
import type { RawTable } from "../raw-table.ts"
import { CannotBeTable } from "../table-refusal.ts"
import { openKml } from "../vector/open-kml.ts"
import type { OpenedFile, Workspace } from "../workspace.ts"
import { openCsv } from "./open-csv.ts"
import { sampledText } from "./sampled-text.ts"
import { readSamples } from "./text-samples.ts"
import { refuseHtml } from "./web-page.ts"

export async function* openText(file: OpenedFile, workspace: Workspace): AsyncGenerator<RawTable> {
  const sampled = sampledText(await readSamples(file.path, file.byteSize))
  const { text } = sampled
  if (text.trim() === "") throw new CannotBeTable("empty-file")
  switch (textKind(text)) {
    case "html":
      return refuseHtml(text)
    case "json":
    case "geojson":
      yield* openJson(file, sampled, workspace)
      break
    case "table-like":
      yield await openCsv(file, sampled, workspace)
      break
    case "xml":
      if (!/<(?:\w+:)?kml[\s>]/i.test(text.slice(0, 4096))) throw new CannotBeTable("unknown-format")
      yield await openKml(file, workspace)
      break
    default:
      throw new CannotBeTable("unknown-format")
  }
}
