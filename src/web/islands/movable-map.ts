/**
 * The map that is moved and zoomed, in the place of the still one. It is fetched when a reader asks for it (`explore.ts`);
 * areas are coloured as the still map has them, rows are asked of the interface for programs.
 */
import {
  FullscreenControl,
  type MapGeoJSONFeature,
  Map as MapLibre,
  NavigationControl,
  Popup,
  setWorkerUrl,
} from "maplibre-gl"
import type { MovableMap } from "../pages/explore/map/movable.ts"
import { type AreaShown, areaFeatures, type Features, type Grid } from "./support/map-features.ts"
import { boundedJson } from "./support/map-rows.ts"
import { styleOf } from "./support/map-style.ts"
import { textOfFeatures } from "./support/map-texts.ts"

const address = (name: string) => `/assets/${name}`

/** Refused where something cannot be fetched or drawn; the still map then stays. */
export async function openMap(figure: HTMLElement, facts: MovableMap): Promise<void> {
  const still = figure.querySelector<SVGSVGElement>("svg.choro")
  if (!still) throw new Error("No map to take the place of")
  const [ground, grid, rows] = await Promise.all([
    gridOf(facts.boundaries[0]!),
    gridOf(facts.boundaries.at(-1)!),
    facts.rows ? boundedJson(facts.rows.url) : undefined,
    sheet(facts.style),
  ])
  const areas = areaFeatures(grid, shownIn(still))
  const data = { ground: areaFeatures(ground), areas, rows, labels: facts.labels }
  const box = document.createElement("div")
  box.className = "movable-map"
  still.before(box)
  try {
    await draw(box, { facts, data })
  } catch (error) {
    box.remove()
    throw error
  }
  still.setAttribute("hidden", "")
  tellHowMany(figure, facts, rows)
}

interface Drawing {
  readonly facts: MovableMap
  readonly data: { ground: Features; areas: Features; rows: Features | undefined; labels: MovableMap["labels"] }
}

async function draw(box: HTMLElement, { facts, data }: Drawing): Promise<void> {
  const { words } = facts
  setWorkerUrl(address(facts.worker))
  const style = () => styleOf(data)
  const map = new MapLibre({
    container: box,
    style: style(),
    bounds: boundsOf(data.ground),
    fitBoundsOptions: { padding: 12, animate: false },
    minZoom: 4,
    maxZoom: 17,
    cooperativeGestures: true,
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    attributionControl: { compact: false, customAttribution: words.credit },
    fadeDuration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 200,
    localIdeographFontFamily: getComputedStyle(document.body).fontFamily,
    locale: {
      "Map.Title": words.region,
      "NavigationControl.ZoomIn": words.zoomIn,
      "NavigationControl.ZoomOut": words.zoomOut,
      "FullscreenControl.Enter": words.fullscreen,
      "FullscreenControl.Exit": words.leaveFullscreen,
      "Popup.Close": words.close,
      "CooperativeGesturesHandler.WindowsHelpText": words.scroll,
      "CooperativeGesturesHandler.MacHelpText": words.scrollMac,
      "CooperativeGesturesHandler.MobileHelpText": words.fingers,
    },
  })
  map.touchZoomRotate.disableRotation()
  map.keyboard.disableRotation()
  map.addControl(new NavigationControl({ showCompass: false }))
  map.addControl(new FullscreenControl())
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", () => map.setStyle(style()))
  await new Promise<void>((drawn, failed) => {
    const timer = setTimeout(() => failed(new Error("The map was not drawn in time")), 20_000)
    map.once("idle", () => {
      clearTimeout(timer)
      drawn()
    })
  }).catch((error) => {
    map.remove()
    throw error
  })
  readable(map, box, facts)
}

/** A click, or Enter for what is in the middle, tells what is there: as text, never as HTML of the data. */
function readable(map: MapLibre, box: HTMLElement, facts: MovableMap): void {
  const popup = new Popup({ maxWidth: "18rem", focusAfterOpen: false })
  const said = document.createElement("p")
  said.className = "sr"
  said.setAttribute("aria-live", "polite")
  const middle = document.createElement("span")
  middle.className = "middle"
  box.append(middle)
  box.after(said)
  const layers = ["rows-points", "rows-lines", "rows-areas", "areas"].filter((layer) => map.getLayer(layer))
  const tell = (x: number, y: number) => {
    const around: [[number, number], [number, number]] = [[x - 6, y - 6], [x + 6, y + 6]] // biome-ignore format: a box
    const near = map.queryRenderedFeatures(around, { layers: layers.filter((layer) => layer !== "areas") })
    const found: MapGeoJSONFeature[] = near.length > 0 ? near : map.queryRenderedFeatures([x, y], { layers })
    const content = textOfFeatures(found, facts)
    said.textContent = content?.textContent ?? facts.words.nothingHere
    if (!content) return popup.remove()
    return popup
      .setLngLat(map.unproject([x, y]))
      .setDOMContent(content)
      .addTo(map)
  }
  map.on("click", ({ point }) => tell(point.x, point.y))
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Escape") popup.remove()
    if (event.key === "Enter") tell(box.clientWidth / 2, box.clientHeight / 2)
  })
}

async function gridOf(name: string): Promise<Grid> {
  const answer = await fetch(address(name))
  if (!answer.ok) throw new Error(`${name}: ${answer.status}`)
  return (await answer.json()) as Grid
}

function sheet(name: string): Promise<void> {
  return new Promise((loaded, failed) => {
    const link = document.createElement("link")
    link.rel = "stylesheet"
    link.href = address(name)
    link.addEventListener("load", () => loaded())
    link.addEventListener("error", () => failed(new Error(name)))
    document.head.append(link)
  })
}

function shownIn(still: SVGSVGElement): Map<string, AreaShown> {
  const areas = [...still.querySelectorAll<SVGPathElement>("path[data-place]")]
  return new Map(
    areas.map((area) => [
      area.dataset.place ?? "",
      { text: area.querySelector("title")?.textContent ?? "", shade: area.getAttribute("class") ?? "" },
    ]),
  )
}

function boundsOf({ features }: Features): [number, number, number, number] {
  const at = features.flatMap(({ geometry }) => (geometry.coordinates as number[][][][]).flat(2))
  const [x, y] = [at.map(([one]) => one!), at.map(([, one]) => one!)]
  const least = (values: readonly number[]) => values.reduce((a, b) => Math.min(a, b), 180)
  const most = (values: readonly number[]) => values.reduce((a, b) => Math.max(a, b), -180)
  return [least(x), least(y), most(x), most(y)]
}

function tellHowMany(figure: HTMLElement, { rows, words }: MovableMap, drawn: Features | undefined): void {
  const line = figure.querySelector<HTMLElement>("[data-map-said]")
  if (!line || !rows || !drawn) return
  const { format } = new Intl.NumberFormat(`${document.documentElement.lang}-TN`, { numberingSystem: "latn" })
  const text = words.drawn.replace("#", format(drawn.features.length)).replace("#", format(rows.total))
  line.textContent = drawn.features.length < rows.total ? text : ""
  const sample = figure.querySelector<HTMLElement>("[data-still-sample]")
  if (sample) sample.hidden = true
}
