import { readableTable, versionsOfTable } from "../../../../tabular/index.ts"
import type { Reading, WebContext } from "../../../context.ts"
import { routes } from "../../../routes.ts"
import type { DatasetAnswer } from "../../dataset/dataset-page.tsx"
import { exploredFile } from "../explore-model.ts"
import { GoneView, NoTableView } from "../states-view.tsx"
import { VersionsView } from "./versions-view.tsx"

/** All that are kept. */
const mostVersions = 50

/** How a table changed from one version to the next. */
export async function versionsPage(
  context: WebContext,
  reading: Reading,
  asked: { readonly ref: string; readonly id: string },
): Promise<DatasetAnswer> {
  const { language, page } = reading
  const lookup = await readableTable(context.db, asked.id, page.viewer?.actor)
  if (lookup.kind === "none") return lookup
  if (lookup.kind === "gone") return { kind: "page", status: 410, view: <GoneView page={page} gone={lookup} /> }
  const { dataset } = lookup
  if (dataset.slug !== asked.ref) return { kind: "moved", to: routes.tableVersions(language, dataset.slug, asked.id) }
  const file = exploredFile(lookup, reading)
  if (lookup.kind === "no-table") {
    return { kind: "page", view: <NoTableView page={page} file={file} ingestion={lookup.ingestion} /> }
  }
  const { table } = lookup
  const versions = await versionsOfTable(context.db, table.id, mostVersions)
  const reads = [
    { entity: "dataset", id: dataset.id },
    { entity: "table", id: table.id },
  ]
  const explore = routes.explore(language, dataset.slug, asked.id)
  const canonical = routes.tableVersions(language, dataset.slug, table.id).slice(language.length + 1)
  const view = (
    <VersionsView page={page} file={file} table={table} versions={versions} explore={explore} canonical={canonical} />
  )
  return { kind: "page", reads, view }
}
