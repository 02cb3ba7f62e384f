import type { ContactPoint, PublisherFacts } from "../../../catalogue/index.ts"
import { compact, readContact, readUrl, unlessEmpty, type XmlElement } from "../../reading/index.ts"
import { codeIn, find, firstText } from "./find.ts"
import { type IsoReading, localised } from "./iso-text.ts"

// Who publishes, from the role that says it best.
const publishingRoles = [
  "publisher",
  "owner",
  "custodian",
  "resourceProvider",
  "author",
  "originator",
  "pointOfContact",
  "distributor",
]
const contactRoles = ["pointOfContact", "distributor", "publisher", "owner", "custodian"]
const contactLimit = 10

interface Party {
  readonly element: XmlElement
  readonly role: string
  readonly field: string
}

/** Everybody named for the data, then for the metadata. */
export function partiesOf(root: XmlElement, info: XmlElement | undefined): readonly Party[] {
  const found = [
    ...find(info, "pointOfContact/*").map((element) => ({ element, field: "pointOfContact" })),
    ...find(info, "citation/CI_Citation/citedResponsibleParty/*").map((element) => ({
      element,
      field: "citation/citedResponsibleParty",
    })),
    ...find(root, "contact/*").map((element) => ({ element, field: "contact" })),
  ]
  return found.slice(0, 100).map((party) => ({ ...party, role: codeIn(find(party.element, "role")[0]) ?? "" }))
}

const organizationName = ["organisationName", "party/CI_Organisation/name"]
const contactInfo = [
  "contactInfo/CI_Contact",
  "party/CI_Organisation/contactInfo/CI_Contact",
  "party/CI_Organisation/individual/CI_Individual/contactInfo/CI_Contact",
  "party/CI_Individual/contactInfo/CI_Contact",
]
const homepage = contactInfo.map((path) => `${path}/onlineResource/CI_OnlineResource/linkage`)

/** The body behind the data: parties of the data before those of the metadata, roles in their order; never a person alone. */
export function publisherFrom(parties: readonly Party[], reading: IsoReading): PublisherFacts | undefined {
  const named = parties.filter(({ element }) => firstText(element, ...organizationName) !== undefined)
  const ofData = named.filter(({ field }) => field !== "contact")
  const best = bestRole(ofData.length > 0 ? ofData : named, publishingRoles)[0]
  if (!best) return undefined
  const { element, field } = best
  const name = localised(find(element, ...organizationName), `${field}/organisationName`, "line", reading)
  if (!name) return undefined
  const url = firstText(element, ...homepage)
  return compact({ name, homepage: readUrl(url, `${field}/onlineResource`, reading.problems) })
}

export function contactsFrom(parties: readonly Party[], reading: IsoReading): readonly ContactPoint[] | undefined {
  const ofData = parties.filter(({ field }) => field === "pointOfContact")
  const found = bestRole(ofData.length > 0 ? ofData : parties, contactRoles)
    .slice(0, contactLimit)
    .map(({ element, field }) => contactFrom(element, field, reading))
    .filter((contact) => contact !== undefined)
  // The same desk is often named once with its telephone and once without.
  const distinct = found.filter(
    ({ name, email }, at) => at === found.findIndex((one) => one.name === name && one.email === email),
  )
  return unlessEmpty(distinct)
}

/** A body or a function before a person: nobody's name is needed to write to an office. */
function contactFrom(element: XmlElement, field: string, { problems }: IsoReading): ContactPoint | undefined {
  const at = (rest: string) => contactInfo.map((path) => `${path}/${rest}`)
  return readContact(
    {
      name: firstText(
        element,
        ...organizationName,
        "positionName",
        "party/CI_Individual/positionName",
        "individualName",
        "party/CI_Individual/name",
      ),
      email: firstText(element, ...at("address/CI_Address/electronicMailAddress")),
      phone: firstText(element, ...at("phone/CI_Telephone/voice"), ...at("phone/CI_Telephone/number")),
      url: firstText(element, ...homepage),
    },
    field,
    problems,
  )
}

/** All parties of the first role of the list that anybody has; everybody where none has one. */
function bestRole(parties: readonly Party[], roles: readonly string[]): readonly Party[] {
  for (const role of roles) {
    const those = parties.filter((party) => party.role === role)
    if (those.length > 0) return those
  }
  return parties
}
