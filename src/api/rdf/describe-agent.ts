import type { ContactPoint, Organization, OrganizationRef, PublisherFacts } from "../../catalogue/index.ts"
import type { DescribedValue, Description } from "../../rdf/index.ts"
import { identifierOf } from "./addresses.ts"
import { linked, obligatory, ofClass, type Properties } from "./values.ts"

/** A body of ours, the same in all datasets. */
export function describeOrganization(
  organization: OrganizationRef & Pick<Organization, "homepage">,
  baseUrl: string,
): readonly Description[] {
  const { id, name, homepage } = organization
  const about = identifierOf(baseUrl, "organization", id)
  const properties = [...obligatory("foaf:name", name), ...linked("foaf:homepage", homepage)]
  const page = homepage ? [ofClass(homepage, "foaf:Document")] : []
  return [{ about, types: ["foaf:Agent"], properties }, ...page]
}

/** Whom the source names as publisher, where that is another than the body that answers for the dataset here. */
export function describeCreator(publisher: PublisherFacts | undefined): DescribedValue | undefined {
  return publisher && { types: ["foaf:Agent"], properties: obligatory("foaf:name", publisher.name) }
}

/** A contact as vCard. What is no good address of its kind is given as text. */
export function describeContact({ name, email, phone, url }: ContactPoint): DescribedValue {
  const properties: Properties = [
    ...(name ? [["vcard:fn", { text: name }] as const] : []),
    ...(email ? [["vcard:hasEmail", addressOrText("mailto:", email, /^[\w.+&'*=~-]+@[\w.-]+$/)] as const] : []),
    ...(phone ? [["vcard:hasTelephone", addressOrText("tel:", phone, /^\+?[\d().-]+$/)] as const] : []),
    ...linked("vcard:hasURL", url),
  ]
  return { types: ["vcard:Kind"], properties }
}

function addressOrText(scheme: string, text: string, safe: RegExp): DescribedValue {
  return safe.test(text) ? { iri: scheme + text } : { text }
}
