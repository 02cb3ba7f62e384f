import type { DataService, DatasetSeries } from "../../catalogue/index.ts"
import type { Description } from "../../rdf/index.ts"
import { identifierOf, permanentAddresses } from "./addresses.ts"
import { describeAddresses } from "./describe-addresses.ts"
import { describeContact } from "./describe-agent.ts"
import { describeLicence } from "./describe-licence.ts"
import type { RdfContext } from "./rdf-context.ts"
import { all, allLinked, dated, linked, localised, obligatory } from "./values.ts"

export function describeSeries(series: DatasetSeries, { baseUrl }: RdfContext): readonly Description[] {
  const { id, title, description, organization, issued, modified } = series
  return [
    {
      about: identifierOf(baseUrl, "series", id),
      types: ["dcat:DatasetSeries"],
      properties: [
        ...obligatory("dct:title", title),
        ...obligatory("dct:description", description),
        ["dct:publisher", { iri: identifierOf(baseUrl, "organization", organization.id) }],
        ...dated("dct:issued", issued),
        ...dated("dct:modified", modified),
        ...describeAddresses(permanentAddresses(series, "series", baseUrl)),
      ],
    },
  ]
}

/**
 * A data service with those of its datasets that the document describes: a service may serve all of a portal. One without an
 * address is no data service in DCAT-AP, and left out.
 */
export function describeService(
  service: DataService,
  served: readonly string[],
  context: RdfContext,
): readonly Description[] {
  const { baseUrl } = context
  if (!service.endpointUrl) return []
  const licence = describeLicence(service.licence, context)
  const description: Description = {
    about: identifierOf(baseUrl, "service", service.id),
    types: ["dcat:DataService"],
    properties: [
      ...obligatory("dct:title", service.title),
      ...localised("dct:description", service.description),
      ["dct:publisher", { iri: identifierOf(baseUrl, "organization", service.organization.id) }],
      ...linked("dcat:endpointURL", service.endpointUrl),
      ...linked("dcat:endpointDescription", service.endpointDescription),
      ...(licence.value ? [["dct:license", licence.value] as const] : []),
      ...all("dcat:contactPoint", service.contactPoints, describeContact),
      ...describeAddresses(permanentAddresses(service, "service", baseUrl)),
      ...allLinked(
        "dcat:servesDataset",
        served.map((id) => identifierOf(baseUrl, "dataset", id)),
      ),
    ],
  }
  return [description, ...licence.nodes]
}
