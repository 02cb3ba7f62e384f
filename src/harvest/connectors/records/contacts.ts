import type { ContactPoint, PublisherFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  type RecordContext,
  readContact,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"

/** A contact of 20-004r1 (also of STAC's contacts extension) with its roles in one spelling. */
interface Contact {
  readonly raw: JsonObject
  readonly roles: readonly string[]
  readonly path: string
}

const contactLimit = 50

export function contactsIn(value: unknown, field: string): readonly Contact[] {
  return listOf(value)
    .slice(0, contactLimit)
    .flatMap((raw, at) => (isObject(raw) ? [{ raw, roles: rolesOf(raw), path: `${field}[${at}]` }] : []))
}

/** `roles` as texts, as objects with a name (older drafts), or one `role`; "pointOfContact" and "point-of-contact" are one. */
function rolesOf(raw: JsonObject): readonly string[] {
  return listOf(raw.roles ?? raw.role)
    .slice(0, 20)
    .map((role) => (lineOf(isObject(role) ? role.name : role) ?? "").toLowerCase().replace(/[^a-z]/g, ""))
}

// Who answers for the data comes before who made or keeps them.
const publishing = [
  "publisher",
  "owner",
  "custodian",
  "resourceprovider",
  "producer",
  "licensor",
  "originator",
  "author",
  "processor",
  "host",
]

/** The body that publishes: a person is a publisher only where the record calls them so. */
export function publisherOf(contacts: readonly Contact[], context: RecordContext): PublisherFacts | undefined {
  for (const role of [...publishing, undefined]) {
    const contact = contacts.find(
      ({ raw, roles }) =>
        (role === undefined || roles.includes(role)) &&
        (nameOfBody(raw) !== undefined || (role === "publisher" && raw.name !== undefined)),
    )
    const publisher = contact && publisherFrom(contact, context)
    if (publisher) return publisher
  }
  return undefined
}

function nameOfBody(raw: JsonObject): unknown {
  return isObject(raw.organization) ? (raw.organization.name ?? raw.organization) : raw.organization
}

function publisherFrom({ raw, path }: Contact, { language, problems }: RecordContext): PublisherFacts | undefined {
  const name = readLocalised(
    [[nameOfBody(raw) ?? raw.name, `${path}.organization`]],
    { shape: "line", language },
    problems,
  )
  if (!name) return undefined
  return compact<PublisherFacts>({
    name,
    remoteId: idFrom(raw.identifier),
    homepage: readUrl(addressOf(raw), `${path}.links`, problems),
  })
}

/** Whom to ask. A name alone helps nobody to reach anybody, and is personal data. */
export function contactPointsOf(
  contacts: readonly Contact[],
  { problems }: RecordContext,
): readonly ContactPoint[] | undefined {
  const points = contacts.flatMap(({ raw, path }) => {
    const contact = readContact(
      {
        name: raw.name ?? nameOfBody(raw),
        email: first(raw.emails ?? raw.email),
        phone: first(raw.phones ?? raw.phone),
        url: addressOf(raw),
      },
      path,
      problems,
    )
    return contact?.email || contact?.phone || contact?.url ? [contact] : []
  })
  const answering = points.filter(({ email, phone }) => email || phone)
  const best = answering.length > 0 ? answering : points
  return best.length > 0 ? best.slice(0, 20) : undefined
}

function first(values: unknown): unknown {
  const [value] = listOf(values)
  return isObject(value) ? value.value : value
}

function addressOf(raw: JsonObject): unknown {
  const [link] = listOf(raw.links ?? raw.url)
  return isObject(link) ? link.href : link
}
