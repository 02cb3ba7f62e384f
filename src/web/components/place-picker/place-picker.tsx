import type { SpatialCoverage } from "../../../catalogue/index.ts"
import { datasetFormMessages, inLanguage } from "../../../texts/index.ts"
import { inUse, type Vocabularies } from "../../../vocabulary/index.ts"
import { placeName } from "../../models/catalogue-words.ts"
import type { Page } from "../../page.ts"
import { fieldId } from "../form/field.tsx"
import { type HintText, LiveHint } from "../live-hint/live-hint.tsx"
import { Localised } from "../localised/localised.tsx"
import { boxMap } from "./place-map.ts"

interface Options {
  readonly page: Page
  readonly vocabularies: Vocabularies
  readonly chosen: readonly SpatialCoverage[]
  /** What was typed and could not be added. */
  readonly typed?: { readonly name?: string; readonly box?: readonly string[] } | undefined
  readonly hints: ReadonlyMap<string, HintText>
}

/**
 * Places by name, or a box. What is chosen stands as ticked boxes, so that taking one away needs no script; a name is typed
 * with the list of ours below it, a box drawn on our own points or written in four numbers.
 */
export function PlacePicker({ page, vocabularies, chosen, typed, hints }: Options) {
  const words = datasetFormMessages[page.language]
  return (
    <fieldset class="f places" id={fieldId("places")}>
      <legend class="lbl">{words.places}</legend>
      <p class="hint">{words.placesHint}</p>
      <div class="ticks">
        {chosen.map((coverage) => (
          <label class="tick">
            <input type="checkbox" name="place" value={JSON.stringify(coverage)} checked />
            <span>
              <CoverageName page={page} vocabularies={vocabularies} coverage={coverage} />
            </span>
          </label>
        ))}
      </div>
      <div class="adding">
        <label class="small" for={fieldId("addPlace")}>
          {words.addPlace}
        </label>
        <input
          class="inp"
          id={fieldId("addPlace")}
          name="addPlace"
          list="known-places"
          autocomplete="off"
          value={typed?.name}
          data-quiet
        />
        <datalist id="known-places">
          {placeOptions(page, vocabularies).map((name) => (
            <option value={name} />
          ))}
        </datalist>
        <button type="submit" class="btn sm alt" name="act" value="add-place">
          {words.add}
        </button>
      </div>
      <LiveHint name="addPlace" hint={hints.get("addPlace")} />
      <BoxPicker page={page} vocabularies={vocabularies} typed={typed?.box} hint={hints.get("box.west")} />
    </fieldset>
  )
}

export function CoverageName({
  page,
  vocabularies,
  coverage: { code, label, bbox },
}: {
  page: Page
  vocabularies: Vocabularies
  coverage: SpatialCoverage
}) {
  if (code) return <Localised page={page} text={placeName(vocabularies, code, page.language)} />
  const text = inLanguage(label, page.language)
  if (text) return <Localised page={page} text={text} />
  return <bdi dir="ltr">{(Array.isArray(bbox) ? bbox : []).join(", ")}</bdi>
}

const optionsByList = new WeakMap<object, Map<string, readonly string[]>>()

/** Names as they are offered: a name that several places share says its level as well. */
function placeOptions({ language }: Page, { places }: Vocabularies): readonly string[] {
  const byLanguage = optionsByList.get(places) ?? new Map<string, readonly string[]>()
  optionsByList.set(places, byLanguage)
  const known = byLanguage.get(language)
  if (known) return known
  const names = [...new Set(inUse(places).flatMap(({ name }) => inLanguage(name, language)?.text ?? []))]
  const sorted = names.sort(new Intl.Collator(language).compare)
  byLanguage.set(language, sorted)
  return sorted
}

const sides = ["west", "south", "east", "north"] as const

function BoxPicker({
  page,
  vocabularies,
  typed,
  hint,
}: {
  page: Page
  vocabularies: Vocabularies
  typed: readonly string[] | undefined
  hint: HintText | undefined
}) {
  const words = datasetFormMessages[page.language]
  const map = boxMap(vocabularies.places)
  return (
    <details class="box" open={typed !== undefined}>
      <summary>{words.box}</summary>
      <p class="hint">{words.boxHint}</p>
      <div class="box-grid">
        {map && (
          <svg
            viewBox={`0 0 ${map.width} ${map.height}`}
            width={map.width}
            height={map.height}
            role="img"
            aria-label={words.boxMap}
            data-box-map={JSON.stringify([map.west, map.north, map.unitsPerLongitude, map.unitsPerLatitude])}
          >
            <rect class="sea" width={map.width} height={map.height} />
            <path class="ground" d={map.points} />
            <rect class="drawn" width="0" height="0" />
          </svg>
        )}
        <div class="box-numbers">
          {sides.map((side, at) => (
            <p>
              <label class="small" for={fieldId(`box.${side}`)}>
                {words[side]}
              </label>
              <input
                class="inp"
                id={fieldId(`box.${side}`)}
                name={`box.${side}`}
                inputMode="decimal"
                dir="ltr"
                value={typed?.[at]}
                data-quiet
              />
            </p>
          ))}
          <button type="submit" class="btn sm alt" name="act" value="add-box">
            {words.add}
          </button>
        </div>
      </div>
      <LiveHint name="box.west" hint={hint} />
    </details>
  )
}
