import type { ContactPoint, PublisherFacts } from "../../../catalogue/index.ts"
import {
  compact,
  idFrom,
  isObject,
  lineOf,
  listOf,
  type RecordContext,
  readContact,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"

/** The organization. A dataset of a mere user has no publisher here: a person's name is nobody's business. */
export function publisherOf(raw: unknown, { language, problems }: RecordContext): PublisherFacts | undefined {
  if (!isObject(raw)) return undefined
  const name = readLocalised([[raw.name, "organization.name"]], { shape: "line", language }, problems)
  if (!name) return undefined
  return compact<PublisherFacts>({
    name,
    remoteId: idFrom(raw.id) ?? idFrom(raw.slug),
    homepage: readUrl(raw.url ?? raw.page, "organization.url", problems),
  })
}

/** Contact points whose role is to be asked; other roles (creator, custodian…) say who did what. */
export function contactsOf(raw: unknown, { problems }: RecordContext): readonly ContactPoint[] | undefined {
  const contacts = listOf(raw)
    .slice(0, 20)
    .map((contact, at) => [contact, `contact_points[${at}]`] as const)
    .map(([contact, field]) => {
      if (!isObject(contact) || !["contact", undefined].includes(lineOf(contact.role))) return undefined
      return readContact({ name: contact.name, email: contact.email, url: contact.contact_form }, field, problems)
    })
    .filter((contact) => contact?.email !== undefined || contact?.url !== undefined)
  return contacts.length > 0 ? (contacts as ContactPoint[]) : undefined
}
