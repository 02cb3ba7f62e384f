import type { Organization } from "../../../catalogue/index.ts"
import { inLanguage } from "../../../texts/index.ts"
import { Localised } from "../../components/localised/localised.tsx"
import type { Page } from "../../page.ts"

/** The name of a body, marked where it is in another language than the page. */
export function BodyName({ page, body }: { page: Page; body: Organization | undefined }) {
  const name = body && inLanguage(body.name, page.language)
  return <span>{name ? <Localised page={page} text={name} /> : body?.slug}</span>
}
