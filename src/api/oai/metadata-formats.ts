import type { Dataset } from "../../catalogue/index.ts"
import { dcatOf } from "./dcat.ts"
import { dublinCoreOf } from "./dublin-core.ts"
import type { OaiDeps } from "./oai-deps.ts"
import { OaiError } from "./oai-error.ts"
import { element, textElement } from "./xml.ts"

export interface MetadataFormat {
  readonly prefix: string
  readonly schema: string
  readonly namespace: string
  /** Metadata of datasets by their ids. */
  readonly write: (datasets: readonly Dataset[], deps: OaiDeps) => Promise<ReadonlyMap<string, string>>
}

const formats: readonly MetadataFormat[] = [
  {
    prefix: "oai_dc",
    schema: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    namespace: "http://www.openarchives.org/OAI/2.0/oai_dc/",
    write: async (datasets, { vocabularies, baseUrl }) => {
      const context = { vocabularies: vocabularies(), baseUrl }
      return new Map(datasets.map((dataset) => [dataset.id, dublinCoreOf(dataset, context)]))
    },
  },
  {
    prefix: "dcat_ap",
    schema: "http://www.openarchives.org/OAI/2.0/rdf.xsd",
    namespace: "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    write: dcatOf,
  },
]

export function formatNamed(prefix: string): MetadataFormat {
  const format = formats.find((one) => one.prefix === prefix)
  if (!format) throw new OaiError("cannotDisseminateFormat", "ListMetadataFormats names the formats there are.")
  return format
}

/** All records are to be had in all of them. */
export function listMetadataFormats(): string {
  const listed = formats.map(({ prefix, schema, namespace }) =>
    element(
      "metadataFormat",
      textElement("metadataPrefix", prefix) +
        textElement("schema", schema) +
        textElement("metadataNamespace", namespace),
    ),
  )
  return element("ListMetadataFormats", listed.join(""))
}
