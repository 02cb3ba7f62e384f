/** The series and the data services of a simulated portal, from their texts in `seeds/demo`. */
import type { LocalisedText } from "../texts/index.ts"
import type { DemoData } from "./demo-data.ts"
import type { DemoDataset, DemoSeries, DemoService, Publisher } from "./demo-dataset.ts"
import { idOf } from "./name-based-id.ts"
import { columnsOf, recordOf } from "./write-file.ts"

export interface SeriesTemplate {
  readonly key: string
  readonly publisher: string
  readonly issued: string
  readonly title: LocalisedText
  readonly description: LocalisedText
}

/** A JSON API over one table. */
export interface ServiceTemplate extends Omit<SeriesTemplate, "issued"> {
  readonly table: string
  readonly columns: readonly string[]
  readonly licence: string
  readonly source: LocalisedText
  /** Keys of the templates whose datasets it serves. */
  readonly datasets: readonly string[]
}

interface Portal {
  readonly name: string
  readonly publishers: Readonly<Record<string, LocalisedText>>
  readonly datasets: readonly DemoDataset[]
}

export function expandSeries(templates: readonly SeriesTemplate[], portal: Portal): readonly DemoSeries[] {
  return templates.map(({ key, publisher, issued, title, description }) => ({
    key,
    id: seriesId(portal.name, key),
    title,
    description,
    publisher: publisherOf(publisher, portal),
    issued,
  }))
}

export function seriesId(portalName: string, key: string): string {
  return idOf(`${portalName}/series/${key}`)
}

export function expandServices(
  templates: readonly ServiceTemplate[],
  portal: Portal,
  data: DemoData,
): readonly DemoService[] {
  return templates.map((template) => {
    const { key, publisher, title, description, source, licence, table, columns } = template
    let made: ReturnType<DemoService["records"]> | undefined
    const records = () => {
      made ??= data.tables[table]!.map((row) => recordOf(row, columns, "fr", data))
      return made
    }
    return {
      key,
      id: idOf(`${portal.name}/service/${key}`),
      title,
      description: Object.fromEntries(
        Object.keys(description).map((tag) => [tag, `${description[tag]}\n\n${source[tag]}`]),
      ),
      publisher: publisherOf(publisher, portal),
      licence,
      columns: columnsOf(columns, data),
      records,
      datasets: portal.datasets.filter(({ family }) => template.datasets.includes(family)).map(({ id }) => id),
    }
  })
}

function publisherOf(slug: string, { publishers }: Portal): Publisher {
  return { slug, name: publishers[slug]! }
}
