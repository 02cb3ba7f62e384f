import { readdir } from "node:fs/promises"
import { join } from "node:path"
import type { LocalisedText } from "../texts/index.ts"
import type { Theme } from "../vocabulary/index.ts"
import type { DemoData, Row } from "./demo-data.ts"
import type { DemoDataset, DemoFile, DemoSeries, DemoService } from "./demo-dataset.ts"
import { expandDatasets, type FileTemplate, type PortalTexts } from "./expand-datasets.ts"
import { expandSeries, expandServices, type SeriesTemplate, type ServiceTemplate } from "./series-and-services.ts"
import { loadDemoData, readJson } from "./tables.ts"
import { expandWritten, type WrittenPortal } from "./written-datasets.ts"

/** A simulated sectoral portal, ready to be spoken to in its protocol. */
export interface DemoPortal {
  readonly name: string
  readonly kind: "ckan" | "datajson" | "dcat" | "udata" | "ods" | "oaipmh" | "csw"
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
  readonly broken: readonly unknown[]
  /** Families of datasets that it shows no more once it was read to its end: a portal that lost a part of its records. */
  readonly loses: readonly string[]
  readonly themes: ReadonlyMap<string, Theme>
}

type PortalFile = Omit<DemoPortal, "datasets" | "series" | "services" | "broken" | "loses" | "themes"> &
  Pick<PortalTexts, "datasets"> & {
    readonly series?: readonly SeriesTemplate[]
    readonly services?: readonly ServiceTemplate[]
  } & Partial<Pick<DemoPortal, "broken" | "loses">> &
  Partial<Pick<WrittenPortal, "written" | "licence" | "note">>
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
  const tables = new Map(
    portals.map(({ name, datasets }) => [name, expandDatasets({ name, files, publishers, datasets }, all)]),
  )
  return portals.map((portal) => {
    const { name } = portal
    const datasets = [...tables.get(name)!, ...writtenOf(portal, { publishers, tables })]
    return {
      ...portal,
      broken: portal.broken ?? [],
      loses: portal.loses ?? [],
      themes: new Map(themes.map((theme) => [theme.code, theme])),
      datasets,
      series: expandSeries(portal.series ?? [], { name, publishers, datasets }),
      services: expandServices(portal.services ?? [], { name, publishers, datasets }, all),
    }
  })
}

function writtenOf(
  { name, organization, written = [], licence = "", note = {} }: PortalFile,
  known: { publishers: Readonly<Record<string, LocalisedText>>; tables: ReadonlyMap<string, readonly DemoDataset[]> },
): readonly DemoDataset[] {
  const publisher = { slug: organization, name: known.publishers[organization]! }
  return expandWritten({ ...{ name, publisher, licence, note, written }, filesOf })

  function filesOf({ portal, dataset }: { portal: string; dataset: string }): readonly DemoFile[] {
    const files = known.tables.get(portal)?.find(({ key }) => key === dataset)?.files ?? []
    return files.map((file) => ({ ...file, at: `/portals/${portal}/files/${file.name}` }))
  }
}

function bodyRow({ name, acronym, level, theme }: Body): Row {
  return { name_fr: name.fr ?? null, name_ar: name.ar ?? null, acronym: acronym ?? null, level, theme }
}
