import { readdir } from "node:fs/promises"
import { join } from "node:path"
import type { LocalisedText } from "../texts/index.ts"
import type { Theme } from "../vocabulary/index.ts"
import type { DemoData, Row } from "./demo-data.ts"
import type { DemoDataset, DemoSeries, DemoService } from "./demo-dataset.ts"
import { expandDatasets, type FileTemplate, type PortalTexts } from "./expand-datasets.ts"
import { expandSeries, expandServices, type SeriesTemplate, type ServiceTemplate } from "./series-and-services.ts"
import { loadDemoData, readJson } from "./tables.ts"

/** A simulated sectoral portal, ready to be spoken to in its protocol. */
export interface DemoPortal {
  readonly name: string
  readonly kind: "ckan" | "datajson" | "dcat"
  /** How its CKAN writes several languages: as ckanext-fluent, with `title_ar` beside `title`, or not at all. */
  readonly dialect?: "fluent" | "title_ar" | "plain"
  readonly syntax?: "turtle" | "rdf"
  /** Address of the catalogue below the portal's own. */
  readonly path: string
  readonly organization: string
  readonly organizations: "given" | "remote"
  readonly schedule: string
  readonly title: LocalisedText
  readonly datasets: readonly DemoDataset[]
  readonly series: readonly DemoSeries[]
  readonly services: readonly DemoService[]
  /** Records as broken as some of real portals; they go out as they stand here. */
  readonly broken: readonly Readonly<Record<string, unknown>>[]
  readonly themes: ReadonlyMap<string, Theme>
}

type PortalFile = Omit<DemoPortal, "datasets" | "series" | "services" | "broken" | "themes"> &
  Pick<PortalTexts, "datasets"> & {
    readonly series?: readonly SeriesTemplate[]
    readonly services?: readonly ServiceTemplate[]
  } & Partial<Pick<DemoPortal, "broken">>
type Body = Row & {
  readonly slug: string
  readonly name: LocalisedText
  readonly acronym?: string
  readonly level: string
  readonly theme: string
}

/** Reads `seeds/demo` and the country pack whose bodies publish, and writes out every dataset. Files are made when asked for. */
export async function loadDemoPortals(seedsDir: string, country = "tn"): Promise<readonly DemoPortal[]> {
  const folder = join(seedsDir, "demo")
  const [data, files, bodies, themes] = await Promise.all([
    loadDemoData(folder),
    readJson<Record<string, FileTemplate>>(join(folder, "files.json")),
    readJson<Body[]>(join(seedsDir, country, "organizations.json")),
    readJson<Theme[]>(join(seedsDir, country, "themes.json")),
  ])
  const publishers = Object.fromEntries(bodies.map(({ slug, name }) => [slug, name]))
  const all: DemoData = { ...data, tables: { ...data.tables, organizations: bodies.map(bodyRow) } }
  const names = (await readdir(join(folder, "portals"))).filter((name) => name.endsWith(".json")).sort()
  const portals = await Promise.all(names.map((name) => readJson<PortalFile>(join(folder, "portals", name))))
  return portals.map((portal) => {
    const { name } = portal
    const datasets = expandDatasets({ name, files, publishers, datasets: portal.datasets }, all)
    return {
      ...portal,
      broken: portal.broken ?? [],
      themes: new Map(themes.map((theme) => [theme.code, theme])),
      datasets,
      series: expandSeries(portal.series ?? [], { name, publishers, datasets }),
      services: expandServices(portal.services ?? [], { name, publishers, datasets }, all),
    }
  })
}

function bodyRow({ name, acronym, level, theme }: Body): Row {
  return { name_fr: name.fr ?? null, name_ar: name.ar ?? null, acronym: acronym ?? null, level, theme }
}
