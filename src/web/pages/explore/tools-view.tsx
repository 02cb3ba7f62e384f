import { explorerMessages, groupMessages } from "../../../texts/index.ts"
import { Icon } from "../../components/icon/icon.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { Explored } from "./explore-model.ts"
import { withQuery } from "./explore-state.ts"
import { askedOf } from "./group/group-question.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
}

/** A link to what is seen, and the code that shows it elsewhere. */
export function ShareMenu({ page, explored }: Options) {
  const words = explorerMessages[page.language]
  const { baseUrl } = page.site
  const { path, state, table } = explored
  const embedded = baseUrl + withQuery(routes.embeddedTable(page.language, table.id), state.pairs)
  const frame = `<iframe src="${embedded.replaceAll("&", "&amp;")}" width="100%" height="520" title="${attribute(explored.file.title.text)}" loading="lazy"></iframe>`
  return (
    <details class="xm">
      <summary class="btn sm alt">
        <Icon name="link" />
        {words.share}
      </summary>
      <div class="card">
        <Copied page={page} id="share-link" label={words.shareLink} text={baseUrl + withQuery(path, state.pairs)} />
        <Copied page={page} id="share-frame" label={words.shareEmbed} text={frame} />
      </div>
    </details>
  )
}

function Copied({ page, id, label, text }: { page: Page; id: string; label: string; text: string }) {
  return (
    <div class="f">
      <label for={id}>{label}</label>
      <input id={id} readOnly dir="ltr" value={text} />
      <CopyButton page={page} from={id} />
    </div>
  )
}

/** Works with its script alone, which shows it; without it the text is there to be chosen. */
export function CopyButton({ page, from }: { page: Page; from: string }) {
  const words = explorerMessages[page.language]
  return (
    <button type="button" class="btn sm alt" data-copy={from} data-copied={words.copied} hidden>
      {words.copy}
    </button>
  )
}

function attribute(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;")
}

const formats = ["csv", "xlsx", "json", "parquet", "geojson"] as const

/** All rows that the question finds, in the file somebody wants. */
export function ExportMenu({ page, explored }: Options) {
  const words = explorerMessages[page.language]
  const { table, state } = explored
  const isGrouped = state.view === "group"
  const offered = formats.filter((format) => format !== "geojson" || (!isGrouped && hasPlace(explored)))
  return (
    <details class="xm">
      <summary class="btn sm">
        <Icon name="download" />
        {words.export}
      </summary>
      <div class="card">
        <p class="small muted">{isGrouped ? groupMessages[page.language].exportHint : words.exportHint}</p>
        <p class="row">
          {offered.map((format) => (
            <a
              class="btn sm alt"
              href={withQuery(routes.api.table(table.id, `rows.${format}`), askedOf(explored))}
              rel="nofollow"
              lang="en"
            >
              {format === "parquet" ? "Parquet" : format === "geojson" ? "GeoJSON" : format.toUpperCase()}
            </a>
          ))}
        </p>
      </div>
    </details>
  )
}

function hasPlace({ table }: Explored): boolean {
  const { columns } = table.version
  const has = (meaning: string) => columns.some((column) => column.meaning === meaning)
  return columns.some(({ type }) => type === "geometry") || (has("latitude") && has("longitude"))
}
