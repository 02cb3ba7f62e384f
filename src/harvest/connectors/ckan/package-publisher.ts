import type { ContactPoint, PublisherFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isObject,
  type JsonObject,
  lineOf,
  type RecordContext,
  readContact,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import { type Fields, valuesOf } from "./fields.ts"

/**
 * Who publishes: the record's own `publisher`, else its organization. CKAN 1.x had no organizations and its `author` was the
 * body; DKAN writes the body as a group whose name starts with `group/`.
 */
export function publisherOf(record: JsonObject, fields: Fields, context: RecordContext): PublisherFacts | undefined {
  return (
    publisherField(fields, context) ??
    (isObject(record.organization) ? fromBody(record.organization, "organization", context) : undefined) ??
    (record.organization === undefined ? withoutOrganizations(record, context) : undefined)
  )
}

function publisherField(fields: Fields, context: RecordContext): PublisherFacts | undefined {
  const field = fields("publisher")
  const [first] = valuesOf(field)
  if (isObject(first)) return fromBody({ ...first, title: first.name ?? first.title }, field.path, context)
  const name = fields("publisher_name")
  return publisher(
    [[typeof first === "string" ? first : name.value, name.path]],
    { remoteId: fields("publisher_uri", "publisher_identifier").value, homepage: fields("publisher_url").value },
    context,
  )
}

function fromBody(body: JsonObject, path: string, context: RecordContext): PublisherFacts | undefined {
  return publisher(
    [
      [body.title_translated ?? body.name_translated, `${path}.title_translated`],
      [body.title_ar, `${path}.title_ar`, "ar"],
      [body.title_fr, `${path}.title_fr`, "fr"],
      [body.title_en, `${path}.title_en`, "en"],
      [body.title ?? body.display_name ?? body.name, `${path}.title`],
    ],
    { remoteId: body.identifier ?? body.id ?? body.uri ?? body.name, homepage: body.url ?? body.homepage },
    context,
  )
}

function withoutOrganizations(record: JsonObject, context: RecordContext): PublisherFacts | undefined {
  const groups = Array.isArray(record.groups) ? record.groups : []
  const body = groups.find((group) => isObject(group) && String(lineOf(group.name)).startsWith("group/"))
  if (isObject(body)) return fromBody(body, "groups[0]", context)
  // `org` is what tools that condense CKAN answers call the organization's title.
  const path = typeof record.org === "string" ? "org" : "author"
  return publisher([[record[path], path]], {}, context)
}

function publisher(
  names: Parameters<typeof readLocalised>[0],
  { remoteId, homepage }: { remoteId?: unknown; homepage?: unknown },
  { language, problems }: RecordContext,
): PublisherFacts | undefined {
  const name = readLocalised(names, { shape: "line", language }, problems)
  if (!name) return undefined
  return compact<PublisherFacts>({
    name,
    remoteId: idFrom(remoteId),
    homepage: readUrl(homepage, "publisher.url", problems),
  })
}

/** The first of these that says anything: contacts of the record, its maintainer, its author. */
export function contactsOf(fields: Fields, { problems }: RecordContext): readonly ContactPoint[] | undefined {
  const field = fields("contact", "contact_point", "contacts")
  const listed = valuesOf(field).slice(0, 20).filter(isObject)
  const contacts = listed.map((contact, at) =>
    readContact(
      {
        name: contact.name ?? contact.fn,
        email: contact.email ?? contact.hasEmail,
        phone: contact.phone,
        url: contact.url,
      },
      `${field.path}[${at}]`,
      problems,
    ),
  )
  const kept = contacts.filter((contact) => contact !== undefined)
  if (kept.length > 0) return kept
  for (const kind of ["contact", "maintainer", "author"]) {
    const email = kind === "contact" ? fields("contact_email", "contact-email") : fields(`${kind}_email`)
    const name = kind === "contact" ? fields("contact_name", "contact-name") : fields(kind)
    const contact = readContact({ name: name.value, email: email.value }, email.path, problems)
    // A person's name alone helps nobody to reach anybody, and is personal data.
    if (contact?.email) return [contact]
  }
  return undefined
}
