import type { Dataset } from "../../catalogue/index.ts"
import { type DublinCoreContext, dublinCoreOf } from "./dublin-core.ts"
import { OaiError } from "./oai-error.ts"
import { element, textElement } from "./xml.ts"

export interface MetadataFormat {
  readonly prefix: string
  readonly schema: string
  readonly namespace: string
  readonly write: (dataset: Dataset, context: DublinCoreContext) => string
}

const formats: readonly MetadataFormat[] = [
  {
    prefix: "oai_dc",
    schema: "http://www.openarchives.org/OAI/2.0/oai_dc.xsd",
    namespace: "http://www.openarchives.org/OAI/2.0/oai_dc/",
    write: dublinCoreOf,
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
