import type { DataTable } from "../../../../tabular/index.ts"
import { dictionaryMessages, explorerMessages } from "../../../../texts/index.ts"
import { Layout } from "../../../components/layout/layout.tsx"
import { Localised } from "../../../components/localised/localised.tsx"
import { ScrollRegion } from "../../../components/table/scroll-region.tsx"
import type { Page } from "../../../page.ts"
import type { ExploredFile } from "../explore-model.ts"
import { FileCrumbs } from "../states-view.tsx"
import { differenceLines } from "./difference-lines.ts"

type Version = DataTable["version"]

interface Options {
  readonly page: Page
  readonly file: ExploredFile
  readonly table: DataTable
  /** Newest first. */
  readonly versions: readonly Version[]
  readonly explore: string
  readonly canonical: string
}

export function VersionsView({ page, file, table, versions, explore, canonical }: Options) {
  const words = dictionaryMessages[page.language]
  return (
    <Layout page={page} section="data" head={{ title: words.versionsOf(file.title.text), canonical }}>
      <div class="wrap">
        <FileCrumbs page={page} file={file} />
        <div class="ph">
          <h1>{words.versions}</h1>
          <p class="by">
            <a href={explore}>
              <Localised page={page} text={file.title} />
              {table.name && <bdi> · {table.name}</bdi>}
            </a>
          </p>
        </div>
        <p>{words.versionsLead}</p>
        <ScrollRegion kind="stacked" label={words.versions}>
          <table>
            <thead>
              <tr>
                <th scope="col">{words.version}</th>
                <th scope="col">{words.madeAt}</th>
                <th scope="col">{words.rows}</th>
                <th scope="col">{words.change}</th>
              </tr>
            </thead>
            <tbody>
              {versions.map((version) => (
                <VersionRow page={page} version={version} isCurrent={version.number === table.version.number} />
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </div>
    </Layout>
  )
}

function VersionRow({ page, version, isCurrent }: { page: Page; version: Version; isCurrent: boolean }) {
  const words = dictionaryMessages[page.language]
  const { number, madeAt, rows, columns } = version
  const size = `${explorerMessages[page.language].rows(rows)} · ${words.columns(columns.length)}`
  return (
    <tr>
      <th scope="row">
        {page.format.number(number)} {isCurrent && <span class="tag">{words.current}</span>}
      </th>
      <td>
        <time dateTime={madeAt.toISOString()}>{page.format.dateTime(madeAt)}</time>
      </td>
      <td>{size}</td>
      <td>
        <ul class="stack-s">
          {differenceLines(page, version).map((line) => (
            <li>{line}</li>
          ))}
        </ul>
      </td>
    </tr>
  )
}
