import type { Previews } from "../tabular/index.ts"
import type { Language } from "../texts/index.ts"
import type { Vocabularies } from "../vocabulary/index.ts"
import type { WebDeps } from "./deps.ts"
import type { Directory } from "./directory.ts"
import { type Page, pageFor, type Site } from "./page.ts"
import type { Viewer } from "./session/viewer.ts"

/** What page handlers share. */
export interface WebContext extends WebDeps {
  readonly site: Site
  readonly directory: Directory
  readonly previews: Previews
}

/** One request, as handlers see it. */
export interface Reading {
  readonly language: Language
  readonly vocabularies: Vocabularies
  readonly now: Date
  readonly page: Page
}

export function readingOf(
  context: WebContext,
  language: Language,
  { url, viewer }: { url: string; viewer?: Viewer | undefined },
): Reading {
  const now = context.clock.now()
  const address = url.startsWith(`/${language}`) ? url.slice(language.length + 1).replace(/^\/(?=$|\?)/, "") : ""
  const editorial = context.editorial.latest()
  const name = editorial?.settings.siteName
  const site = name ? { ...context.site, name } : context.site
  const page = pageFor(site, { language, now, address, viewer, editorial })
  return { language, vocabularies: context.vocabularies(), now, page }
}
