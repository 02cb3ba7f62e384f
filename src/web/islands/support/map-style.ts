import type { StyleSpecification } from "maplibre-gl"
import type { MovableMap } from "../../pages/explore/map/movable.ts"
import type { Features } from "./map-features.ts"

interface Drawn {
  readonly ground: Features
  readonly areas: Features
  readonly rows: Features | undefined
  readonly labels: MovableMap["labels"]
}

const shades = ["s1", "s2", "s3", "s4", "s5"] as const

/** Colours are those of the page, in whichever of its two schemes it stands. */
export function styleOf({ ground, areas, rows, labels }: Drawn): StyleSpecification {
  const page = getComputedStyle(document.documentElement)
  const colour = (name: string) => page.getPropertyValue(`--${name}`).trim()
  const places: Features = {
    type: "FeatureCollection",
    features: labels.map(([name, longitude, latitude]) => ({
      type: "Feature",
      geometry: { type: "Point", coordinates: [longitude, latitude] },
      properties: { name },
    })),
  }
  const source = (data: Features, tolerance = 0.2) => ({ type: "geojson" as const, data: data as never, tolerance })
  const shade = ["match", ["get", "shade"], ...shades.flatMap((name) => [name, colour(name)]), colour("sunken")]
  return {
    version: 8,
    sources: {
      ground: source(ground),
      areas: source(areas),
      labels: source(places),
      rows: source(rows ?? { type: "FeatureCollection", features: [] }),
    },
    layers: [
      { id: "sea", type: "background", paint: { "background-color": colour("bg") } },
      { id: "ground", type: "fill", source: "ground", paint: { "fill-color": colour(rows ? "s1" : "sunken") } },
      { id: "areas", type: "fill", source: "areas", paint: { "fill-color": shade as never } },
      {
        ...{ id: "area-lines", type: "line", source: "areas" },
        paint: { "line-color": colour("bg"), "line-width": ["interpolate", ["linear"], ["zoom"], 5, 0.4, 10, 1.6] },
      },
      {
        ...{ id: "ground-lines", type: "line", source: "ground" },
        paint: { "line-color": colour("line-strong"), "line-width": 0.8 },
      },
      {
        ...{ id: "rows-areas", type: "fill", source: "rows" },
        filter: ["==", ["geometry-type"], "Polygon"],
        paint: { "fill-color": colour("d1"), "fill-opacity": 0.25, "fill-outline-color": colour("d1") },
      },
      {
        ...{ id: "rows-lines", type: "line", source: "rows" },
        filter: ["!=", ["geometry-type"], "Point"],
        paint: { "line-color": colour("d1"), "line-width": 1.5 },
      },
      {
        ...{ id: "labels", type: "symbol", source: "labels" },
        layout: { "text-field": ["get", "name"], "text-size": 12.5, "text-padding": 4 },
        paint: { "text-color": colour("ink"), "text-halo-color": colour("surface"), "text-halo-width": 1.6 },
      },
      {
        ...{ id: "rows-points", type: "circle", source: "rows" },
        filter: ["==", ["geometry-type"], "Point"],
        paint: {
          "circle-radius": ["interpolate", ["linear"], ["zoom"], 5, 3, 12, 7],
          "circle-color": colour("d2"),
          "circle-opacity": 0.85,
          "circle-stroke-color": colour("surface"),
          "circle-stroke-width": 0.8,
        },
      },
    ],
  } as StyleSpecification
}
