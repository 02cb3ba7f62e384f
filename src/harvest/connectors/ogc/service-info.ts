/** What a service says of itself, which holds for its layers too: body, contact, conditions. Pure. */
import type { ContactPoint, DataServiceFacts, Mapped, PublisherFacts } from "../../../catalogue/index.ts"
import type { Problem } from "../../connector.ts"
import {
  addressesIn,
  compact,
  elementAt,
  elementsAt,
  type RecordContext,
  readContact,
  readLicence,
  readLocalised,
  readUrl,
  wholeText,
  type XmlElement,
} from "../../reading/index.ts"
import { hrefOf, type LanguageText, textsNamed } from "./layer.ts"

export interface ServiceInfo {
  readonly titles: readonly LanguageText[]
  readonly abstracts: readonly LanguageText[]
  readonly body: string | undefined
  readonly homepage: string | undefined
  readonly contact: { readonly name?: string; readonly email?: string; readonly phone?: string }
  /** Fees and access constraints that say something. */
  readonly conditions: readonly string[]
}

/** What GeoServer ships with, and nobody meant. */
const shipped = /claudius ptolomaeus|ancient geographers|claudius\.ptolomaeus@gmail\.com/i

export function serviceInfo(root: XmlElement): ServiceInfo {
  const section = elementAt(root, "ServiceIdentification") ?? elementAt(root, "Service")
  const provider = elementAt(root, "ServiceProvider")
  const person = elementAt(section, "ContactInformation", "ContactPersonPrimary")
  const contact = elementAt(provider, "ServiceContact")
  return {
    titles: textsNamed(section, "Title"),
    abstracts: textsNamed(section, "Abstract"),
    body: said(elementAt(provider, "ProviderName") ?? elementAt(person, "ContactOrganization")),
    homepage: hrefOf(elementAt(provider, "ProviderSite")),
    contact: compact({
      name: said(elementAt(contact, "IndividualName") ?? elementAt(person, "ContactPerson")),
      email: said(
        elementAt(contact, "ContactInfo", "Address", "ElectronicMailAddress") ??
          elementAt(section, "ContactInformation", "ContactElectronicMailAddress"),
      ),
      phone: said(
        elementAt(contact, "ContactInfo", "Phone", "Voice") ??
          elementAt(section, "ContactInformation", "ContactVoiceTelephone"),
      ),
    }) as ServiceInfo["contact"],
    conditions: [...elementsAt(section, "AccessConstraints"), ...elementsAt(section, "Fees")].flatMap(
      (element) => meaningful(wholeText(element)) ?? [],
    ),
  }
}

function said(element: XmlElement | undefined): string | undefined {
  const text = wholeText(element)
  return text && !shipped.test(text) ? text : undefined
}

/** By the standard "none" says that there are no fees or constraints, which is not yet a licence. */
function meaningful(text: string | undefined): string | undefined {
  return text &&
    !/^(none|no|aucune?s?|néant|n\/a|-|0|لا شيء|بدون|no ?conditions? ?apply|noneconditionsapply|unknown)\.?$/i.test(
      text,
    )
    ? text
    : undefined
}

export type ServiceFacts = Pick<DataServiceFacts, "publisher" | "contactPoints" | "licence">

/** Read once, so that what is wrong with them is told once, of the service. */
export function serviceFacts(info: ServiceInfo, context: RecordContext): ServiceFacts {
  return compact({
    publisher: publisherOf({ name: info.body, url: info.homepage }, context),
    contactPoints: contactsOf(info, context.problems),
    licence: licenceOf(info, context),
  })
}

function licenceOf({ conditions }: ServiceInfo, context: RecordContext): Mapped | undefined {
  const addresses = conditions.flatMap(addressesIn)
  return readLicence([...conditions, ...addresses], "AccessConstraints", context)
}

function contactsOf({ contact }: ServiceInfo, problems: Problem[]): ContactPoint[] | undefined {
  const found = readContact(contact, "contact", problems)
  return found ? [found] : undefined
}

export function publisherOf(
  { name, url }: { readonly name: string | undefined; readonly url: string | undefined },
  { language, problems }: RecordContext,
): PublisherFacts | undefined {
  const read = readLocalised([[name, "publisher"]], { shape: "line", language }, problems)
  return read ? compact({ name: read, homepage: readUrl(url, "publisher.url", problems) }) : undefined
}
