import { readableTable, readFirst } from "../../../tabular/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import { routes } from "../../routes.ts"
import type { DatasetAnswer } from "../dataset/dataset-page.tsx"
import { editsDataset } from "../dataset/edits-dataset.ts"
import { ChartView } from "./chart/chart-view.tsx"
import { CodeView } from "./code/code-view.tsx"
import { columnFilter } from "./column-filter.ts"
import { type Explored, exploredFile } from "./explore-model.ts"
import { addressWith, readState } from "./explore-state.ts"
import { ExploreView } from "./explore-view.tsx"
import { exploredAnswer } from "./explored-answer.ts"
import { draftedFilter } from "./filters.ts"
import { statusOf } from "./found.ts"
import { GroupView } from "./group/group-view.tsx"
import { MapView } from "./map/map-view.tsx"
import { GoneView, NoTableView } from "./states-view.tsx"
import { TableView } from "./table-view.tsx"

interface Asked {
  readonly ref: string
  /** Of a table, or of the file whose first table it is. */
  readonly id: string
  readonly query: URLSearchParams
}

/** A table in full: rows, chart, map or code. All that is shown is in the address. */
export async function explorePage(context: WebContext, reading: Reading, asked: Asked): Promise<DatasetAnswer> {
  const { language, page } = reading
  const lookup = await readableTable(context.db, asked.id, page.viewer?.actor)
  if (lookup.kind === "none") return lookup
  if (lookup.kind === "gone") return { kind: "page", status: 410, view: <GoneView page={page} gone={lookup} /> }
  const path = routes.explore(language, lookup.dataset.slug, asked.id)
  if (lookup.dataset.slug !== asked.ref) return { kind: "moved", to: path }
  const state = readState(asked.query)
  if (state.draft) return { kind: "moved", to: addressWith(path, state.pairs, draftedFilter(state)) }
  const file = exploredFile(lookup, reading)
  if (lookup.kind === "no-table") {
    await readFirst(context.db, lookup)
    return { kind: "page", view: <NoTableView page={page} file={file} ingestion={lookup.ingestion} /> }
  }
  const { table, tables, dataset } = lookup
  const mayEdit = await editsDataset(context, reading, dataset.id)
  const describeHref = routes.office(language, `/datasets/${dataset.id}/tables/${table.id}`)
  const filter = await columnFilter({ engine: context.engine, table, state })
  const explored: Explored = {
    ...{ file, table, tables, state, path },
    ...(mayEdit ? { describeHref } : {}),
    ...(filter ? { filter } : {}),
  }
  const { view, status } = await viewOf(context, reading, explored)
  const reads = [
    { entity: "dataset", id: dataset.id },
    { entity: "table", id: table.id },
  ]
  return { kind: "page", view, reads, ...(status === undefined ? {} : { status }) }
}

async function viewOf(context: WebContext, { page, vocabularies }: Reading, explored: Explored) {
  const { rows, chart, map, profile, group, groups } = await exploredAnswer(context.engine, explored)
  const view = (
    <ExploreView page={page} explored={explored} rows={rows}>
      {!rows ? (
        <CodeView page={page} explored={explored} />
      ) : explored.state.view === "group" ? (
        <GroupView page={page} explored={explored} choice={group} groups={groups} />
      ) : explored.state.view === "chart" ? (
        <ChartView page={page} explored={explored} choice={chart} rows={rows} />
      ) : explored.state.view === "map" ? (
        <MapView page={page} explored={explored} choice={map} rows={rows} vocabularies={vocabularies} />
      ) : (
        <TableView page={page} explored={explored} rows={rows} profile={profile} />
      )}
    </ExploreView>
  )
  return { view, status: rows && statusOf(rows) }
}
