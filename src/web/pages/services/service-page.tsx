import { type DataService, dataServiceByRef, datasetsOfService } from "../../../catalogue/index.ts"
import { inLanguage, serviceMessages } from "../../../texts/index.ts"
import { Withdrawn } from "../../components/withdrawn/withdrawn.tsx"
import type { Reading, WebContext } from "../../context.ts"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { licenceFacts } from "../../models/licence-facts.ts"
import { cursorFrom, memberList, membersShown } from "../../models/members.ts"
import { routes } from "../../routes.ts"
import type { DatasetAnswer } from "../dataset/dataset-page.tsx"
import { type ServiceModel, ServiceView } from "./service-view.tsx"

export async function servicePage(
  { db }: WebContext,
  reading: Reading,
  { ref, query }: { readonly ref: string; readonly query: URLSearchParams },
): Promise<DatasetAnswer> {
  const { language, page } = reading
  const lookup = await dataServiceByRef(db, ref)
  if (lookup.kind === "none") return lookup
  const { slug } = lookup.kind === "moved" ? lookup : lookup.service
  if (lookup.kind === "moved" || slug !== ref) return { kind: "moved", to: routes.service(language, slug) }
  const { service } = lookup
  const facts = factsOf(service, reading)
  if (service.state === "withdrawn") {
    const permanent = routes.permanent(service.id, "service")
    const words = serviceMessages[language]
    const view = (
      <Withdrawn page={page} {...facts} withdrawal={service.withdrawal} words={words} permanent={permanent} />
    )
    return { kind: "page", status: 410, view }
  }
  const after = cursorFrom(query.get("after"))
  const found = await datasetsOfService(db, service.id, { limit: membersShown, ...(after ? { after } : {}) })
  const members = memberList(found, after, { reading, href: (to) => routes.service(language, slug, to) })
  const licence = licenceFacts(service.licence, reading)
  const reads = [
    { entity: "service", id: service.id },
    { entity: "organization", id: service.organization.id },
    // Whatever changes may be served from now on.
    { list: "dataset" },
  ]
  return { kind: "page", view: <ServiceView page={page} model={{ ...facts, service, licence, members }} />, reads }
}

function factsOf(
  service: DataService,
  { language }: Reading,
): Pick<ServiceModel, "title" | "publisher" | "description"> {
  const { organization } = service
  const description = inLanguage(service.description, language)
  return {
    title: shownOrCode(service.title, language, service.slug),
    publisher: {
      href: routes.organization(language, organization.slug),
      name: shownOrCode(organization.name, language, organization.slug),
    },
    ...(description ? { description } : {}),
  }
}
