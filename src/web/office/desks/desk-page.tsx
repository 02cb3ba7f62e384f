import { mayOnOrganization } from "../../../catalogue/index.ts"
import { mayEverything } from "../../../platform/actor.ts"
import { deskMessages, inLanguage, type Language } from "../../../texts/index.ts"
import type { OfficeContext, OfficeHandler, Viewer } from "../office-route.ts"
import { readCountry } from "./country-model.ts"
import { readDesk } from "./desk-model.ts"
import { DeskView, NoBodyView } from "./desk-view.tsx"

export const deskPage: OfficeHandler = async (context, { page, viewer, now, vocabularies, language }) => {
  const { actor } = viewer
  const everything = mayEverything(actor)
  if (!everything && actor.organizationIds.length === 0 && Object.keys(actor.collaborations).length === 0)
    return { kind: "page", view: <NoBodyView page={page} /> }
  const [desk, country, title] = await Promise.all([
    readDesk(context.db, viewer, { now, vocabularies }),
    everything ? readCountry(context, now) : undefined,
    everything ? deskMessages[language].country : nameOfBodies(context, viewer, language),
  ])
  const mayAdd = everything || actor.organizationIds.some((id) => mayOnOrganization(actor, "add-dataset", id))
  return { kind: "page", view: <DeskView page={page} title={title} desk={desk} country={country} mayAdd={mayAdd} /> }
}

/** The one body that everything of hers lies in, or a word for several. */
async function nameOfBodies({ directory }: OfficeContext, { actor }: Viewer, language: Language): Promise<string> {
  const { byId } = await directory.organizations()
  const mine = new Set(actor.organizationIds)
  const [top, ...others] = actor.organizationIds.filter((id) => !mine.has(byId.get(id)?.parentId ?? ""))
  const name = top && others.length === 0 ? inLanguage(byId.get(top)?.name, language)?.text : undefined
  return name ?? deskMessages[language].bodies
}
