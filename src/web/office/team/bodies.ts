import { mayOnOrganization, type Organization } from "../../../catalogue/index.ts"
import { mayEverything } from "../../../platform/actor.ts"
import { inLanguage, type Language } from "../../../texts/index.ts"
import type { Choice } from "../../components/form/field.tsx"
import type { WebContext } from "../../context.ts"
import type { Viewer } from "../office-route.ts"

/** The bodies whose people the viewer leads. */
export interface LedBodies {
  readonly all: readonly Organization[]
  readonly byId: ReadonlyMap<string, Organization>
  /** Ids for questions to the database; `undefined` for an administrator: everywhere. */
  readonly ids: readonly string[] | undefined
}

export async function bodiesLedBy({ directory }: WebContext, { actor }: Viewer): Promise<LedBodies> {
  const { all, byId } = await directory.organizations()
  const led = all.filter(({ id }) => mayOnOrganization(actor, "manage-members", id))
  return { all: led, byId, ids: mayEverything(actor) ? undefined : led.map(({ id }) => id) }
}

export function bodyName(body: Organization | undefined, language: Language): string {
  return body ? (inLanguage(body.name, language)?.text ?? body.slug) : ""
}

export function bodyChoices({ all }: LedBodies, language: Language): readonly Choice[] {
  return all
    .map((body) => ({ value: body.slug, label: bodyName(body, language) }))
    .toSorted((a, b) => a.label.localeCompare(b.label, language))
}
