import { isBuiltInPage } from "../../../editorial/index.ts"
import type { Language } from "../../../texts/index.ts"
import { routes } from "../../routes.ts"

/** Where readers find a page that an administrator wrote: those of the portal keep the address they always had. */
export function pageAddress(language: Language, slug: string): string {
  return isBuiltInPage(slug) ? routes[slug](language) : routes.page(language, slug)
}
