import { movableMapMessages } from "../../../../texts/index.ts"
import type { Vocabularies } from "../../../../vocabulary/index.ts"
import { jsonForScript } from "../../../components/layout/layout.tsx"
import { placeName } from "../../../models/catalogue-words.ts"
import type { Page } from "../../../page.ts"
import { routes } from "../../../routes.ts"
import type { Explored } from "../explore-model.ts"
import { withQuery } from "../explore-state.ts"
import { headingOf } from "../table-facts.ts"
import { allBoundaries, type Boundaries } from "./boundaries.ts"
import { type MapChoice, mapQuestion } from "./map-choice.ts"
import { type MovableMap, mostMovable, movableWords } from "./movable.ts"

interface Options {
  readonly page: Page
  readonly explored: Explored
  readonly choice: MapChoice
  readonly title: string
  readonly total: number
  /** What the still map draws. */
  readonly boundaries: Boundaries
  readonly vocabularies: Vocabularies
}

/** A button that its script shows; without scripts the still map is all there is. */
export function MovableOffer(options: Options) {
  const words = movableMapMessages[options.page.language]
  return (
    <>
      <p data-map-offer hidden>
        <button type="button" class="btn sm alt" data-map>
          {words.open}
        </button>{" "}
        <span class="small muted">{words.weight}</span>
      </p>
      <p class="small muted" data-map-said aria-live="polite" />
      <p class="small muted" data-map-keys hidden>
        {words.keys}
      </p>
      <script
        type="application/json"
        id="movable-map"
        dangerouslySetInnerHTML={{ __html: jsonForScript(movableMap(options)) }}
      />
    </>
  )
}

function movableMap({ page, explored, choice, title, total, boundaries, vocabularies }: Options): MovableMap {
  const { manifest } = page.site.assets
  const words = movableMapMessages[page.language]
  const ground = allBoundaries()[0] ?? boundaries
  const files = [ground, boundaries].flatMap(({ name }) => manifest.map.boundaries[name] ?? [])
  const columns = explored.table.version.columns.map((one): [string, string] => [
    one.name,
    headingOf(one, page.language),
  ])
  return {
    script: manifest.scripts["movable-map"] ?? "",
    worker: manifest.map.worker,
    style: manifest.map.style,
    boundaries: files,
    ...(choice.kind === "areas"
      ? {}
      : { rows: { url: rowsAddress(explored, choice), total, headings: Object.fromEntries(columns) } }),
    labels: vocabularies.places.flatMap(({ code, lat, lon }) =>
      lat !== undefined && lon !== undefined && Object.hasOwn(ground.areas, code)
        ? [[placeName(vocabularies, code, page.language).text, lon, lat] as const]
        : [],
    ),
    words: {
      ...(Object.fromEntries(movableWords.map((word) => [word, words[word]])) as MovableMap["words"]),
      ...{ region: words.region(title), more: words.more("#"), drawn: words.drawn("#", "#") },
    },
  }
}

/** The question of the still map, asked of the interface for programs. */
function rowsAddress({ table, state }: Explored, choice: Exclude<MapChoice, { kind: "areas" }>): string {
  const question = mapQuestion(choice, state.question, table.version.columns)
  return withQuery(routes.api.table(table.id, "rows.geojson"), [...question, ["limit", String(mostMovable)]])
}
