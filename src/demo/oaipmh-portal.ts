import type { DemoDataset } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"
import { escaped } from "./rdf-node.ts"
import { fileAddress } from "./written-datasets.ts"

/** A small OAI-PMH 2.0 repository: its records in simple Dublin Core, in one page, and one that was deleted. */
export function oaiAnswer(portal: DemoPortal, baseUrl: string, query: URLSearchParams): string {
  const content = contentOf(portal, baseUrl, query)
  return `<?xml version="1.0" encoding="UTF-8"?>
<OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/"><responseDate>${new Date().toISOString().slice(0, 19)}Z</responseDate><request>${baseUrl}/${portal.path}</request>${content}</OAI-PMH>`
}

function contentOf(portal: DemoPortal, baseUrl: string, query: URLSearchParams): string {
  switch (query.get("verb")) {
    case "Identify":
      return `<Identify><repositoryName>${escaped(portal.title.fr ?? portal.name)}</repositoryName><baseURL>${baseUrl}/${portal.path}</baseURL><protocolVersion>2.0</protocolVersion><adminEmail>depot@recherche.example</adminEmail><earliestDatestamp>2020-01-01T00:00:00Z</earliestDatestamp><deletedRecord>persistent</deletedRecord><granularity>YYYY-MM-DDThh:mm:ssZ</granularity></Identify>`
    case "ListRecords": {
      const from = query.get("from") ?? ""
      const changed = portal.datasets.filter(({ modified }) => stampOf(modified) >= from)
      if (changed.length === 0) return '<error code="noRecordsMatch">Rien depuis cette date</error>'
      return `<ListRecords>${changed.map((dataset) => recordOf(dataset, baseUrl)).join("")}${deleted}</ListRecords>`
    }
    default:
      return '<error code="badVerb">Verbe inconnu</error>'
  }
}

const stampOf = (day: string) => `${day}T09:30:00Z`

const deleted = `<record><header status="deleted"><identifier>oai:depot.recherche.example:retire</identifier><datestamp>${stampOf("2025-01-10")}</datestamp></header></record>`

function recordOf(dataset: DemoDataset, baseUrl: string): string {
  const { id, key, title, description = {}, keywords, publisher, period } = dataset
  const inEach = (name: string, texts: Readonly<Record<string, string>>) =>
    Object.entries(texts).map(([tag, text]) => `<dc:${name} xml:lang="${tag}">${escaped(text)}</dc:${name}>`)
  const elements = [
    ...inEach("title", title),
    ...inEach("description", description),
    ...Object.values(keywords)
      .flat()
      .map((word) => `<dc:subject>${escaped(word)}</dc:subject>`),
    `<dc:publisher>${escaped(publisher.name.fr ?? publisher.slug)}</dc:publisher>`,
    `<dc:date>${dataset.modified}</dc:date>`,
    "<dc:type>Dataset</dc:type>",
    `<dc:identifier>${baseUrl}/dataset/${key}</dc:identifier>`,
    ...dataset.files.map((file) => `<dc:identifier>${escaped(fileAddress(file, baseUrl))}</dc:identifier>`),
    ...(dataset.licence ? [`<dc:rights>${escaped(dataset.licence)}</dc:rights>`] : []),
    ...(period ? [`<dc:coverage>${period.start}/${period.end}</dc:coverage>`] : []),
  ]
  return `<record><header><identifier>oai:depot.recherche.example:${id}</identifier><datestamp>${stampOf(dataset.modified)}</datestamp></header><metadata><oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">${elements.join("")}</oai_dc:dc></metadata></record>`
}
