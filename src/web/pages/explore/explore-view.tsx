import type { ComponentChildren } from "preact"
import { countMessages, explorerMessages } from "../../../texts/index.ts"
import { Icon, type IconName } from "../../components/icon/icon.tsx"
import { Frame } from "../../components/layout/layout.tsx"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"
import { routes } from "../../routes.ts"
import type { Explored } from "./explore-model.ts"
import { tableName } from "./explore-model.ts"
import { addressWith, type View, views, withQuery } from "./explore-state.ts"
import { FiltersView } from "./filters-view.tsx"
import type { FoundRows } from "./found.ts"
import { askedOf } from "./group/group-question.ts"
import { MistakeView } from "./mistake-view.tsx"
import { FileCrumbs } from "./states-view.tsx"
import { ExportMenu, ShareMenu } from "./tools-view.tsx"
import { UnansweredNote } from "./unanswered-note.tsx"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly rows?: FoundRows | undefined
  readonly children: ComponentChildren
}

const icons: Readonly<Record<View, IconName>> = {
  table: "table",
  group: "git-fork",
  chart: "chart-column",
  map: "map",
  api: "code",
}

/** What every view of a table stands in: which table, how much of it, the ways to look at it, the filters. */
export function ExploreView({ page, explored, rows, children }: Options) {
  const words = explorerMessages[page.language]
  const { file, state, path } = explored
  const isPlain = state.pairs.length === 0
  const canonical = `${path.slice(page.language.length + 1)}`
  const oEmbed = withQuery(routes.oEmbed(), [["url", `${page.site.baseUrl}${withQuery(path, state.pairs)}`]])
  const head = {
    title: words.title(tableName(explored, page)),
    description: file.dataset.title.text,
    ...(isPlain ? { canonical } : { indexed: false }),
    documents: [{ type: "application/json+oembed", href: oEmbed }],
  }
  return (
    <Frame page={page} head={head} section="data" wide>
      <main id="main" tabIndex={-1}>
        <div class="wrap explore">
          <FileCrumbs page={page} file={file} />
          <Heading page={page} explored={explored} rows={rows} />
          <Sheets page={page} explored={explored} />
          {state.view !== "api" && (
            <FiltersView
              page={page}
              explored={explored}
              wrong={rows?.kind === "mistake" ? rows.mistake.place.parameter : undefined}
            />
          )}
          {rows?.kind === "mistake" && <MistakeView page={page} explored={explored} mistake={rows.mistake} />}
          <UnansweredNote page={page} rows={rows} />
          {(rows === undefined || rows.kind === "found") && children}
        </div>
      </main>
      <script type="module" src={`/assets/${page.site.assets.manifest.scripts.explore}`} />
    </Frame>
  )
}

function Heading({ page, explored, rows }: Omit<Options, "children">) {
  const words = explorerMessages[page.language]
  const { file, state } = explored
  return (
    <div class="row spread xp-head">
      <div>
        <h1>
          <Localised page={page} text={file.title} /> {file.format && <span class="fmt">{file.format}</span>}
        </h1>
        <p class="small muted">
          <Facts page={page} explored={explored} rows={rows} />
        </p>
      </div>
      <div class="row">
        <nav class="seg" aria-label={words.views}>
          {views.map((view) => (
            <a
              href={viewAddress(explored, view)}
              aria-current={view === state.view ? "page" : undefined}
              rel="nofollow"
            >
              <Icon name={icons[view]} />
              {words.view[view]}
            </a>
          ))}
        </nav>
        <ShareMenu page={page} explored={explored} />
        <ExportMenu page={page} explored={explored} />
      </div>
    </div>
  )
}

/** Groups are asked for as the interface for programs has them where its calls are shown. */
function viewAddress(explored: Explored, view: View): string {
  const { path, state } = explored
  const changes = { view: view === "table" ? undefined : view, offset: undefined, cursor: undefined }
  if (view !== "api" || state.view !== "group") return addressWith(path, state.pairs, changes)
  return withQuery(path, [["view", "api"], ...askedOf(explored)])
}

function Facts({ page, explored, rows }: Omit<Options, "children">) {
  const words = explorerMessages[page.language]
  const { version } = explored.table
  const { number } = page.format
  const found = rows?.kind === "found" && explored.state.view === "table" ? rows.found : undefined
  const total = words.rows(version.rows)
  const isPart = found && (found.total !== version.rows || found.countType === "estimate")
  const counted = found && (found.countType === "exact" ? number(found.total) : words.about(number(found.total)))
  const said = [
    isPart && counted ? words.rowsOf(counted, total) : total,
    countMessages[page.language].columns(version.columns.length),
  ]
  const [before, after] = words.version(number(version.number), "\u0000").split("\u0000")
  return (
    <>
      {page.format.list(said)}
      {page.language === "ar" ? "، " : ", "}
      {before}
      <time dateTime={version.madeAt.toISOString()}>{page.format.date(version.madeAt.toISOString())}</time>
      {after}
    </>
  )
}

/** The other tables of a file; a list of links, so that it needs no script. */
function Sheets({ page, explored }: { page: Page; explored: Explored }) {
  const words = explorerMessages[page.language]
  const { tables, table, path } = explored
  if (tables.length < 2) return null
  const base = path.slice(0, path.lastIndexOf("/"))
  return (
    <nav class="tabs xp-sheets" aria-label={words.sheets}>
      {tables.slice(0, mostSheets).map((one) => (
        <a href={`${base}/${one.id}`} aria-current={one.id === table.id ? "page" : undefined}>
          <bdi>{tableName({ ...explored, table: one }, page)}</bdi>{" "}
          <span class="num">{page.format.number(one.version.rows)}</span>
        </a>
      ))}
    </nav>
  )
}

const mostSheets = 100
