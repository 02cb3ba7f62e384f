import { sourceFreshness } from "../../../harvest/index.ts"
import type { Reading, WebContext } from "../../context.ts"
import type { PublicSource } from "../../directory.ts"
import { shownOrCode } from "../../models/catalogue-words.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { sourceName } from "../../models/source-name.ts"
import { routes } from "../../routes.ts"
import { PortalsView } from "./portals-view.tsx"

/** Those whose datasets are here; one that is only being set up is nobody's business yet. */
export async function portalsPage({ directory }: WebContext, { page, language, now }: Reading) {
  const sources = await directory.sources()
  const { compare } = new Intl.Collator(language)
  const portals = sources
    .filter(({ datasets }) => datasets > 0)
    .map((source) => ({
      name: sourceName(source, language),
      publisher: shownOrCode(source.organization.name, language, source.organization.slug),
      publisherHref: routes.organization(language, source.organization.slug),
      kind: source.kind,
      datasets: source.datasets,
      datasetsHref: routes.datasets(language, { source: source.id }),
      harvestedAt: [source.lastReadAt, source.lastCompleteAt]
        .filter((at) => at !== undefined)
        .sort()
        .at(-1),
      freshness: sourceFreshness(source, now),
      siteUrl: siteOf(source),
    }))
    .sort((a, b) => compare(a.name.text, b.name.text))
  return <PortalsView page={page} portals={portals} />
}

const namedByTheirSite = new Set(["ckan", "udata", "ods"])

/** Where people go: the portal itself, not what only programs ask for. */
function siteOf({ kind, url }: PublicSource): string | undefined {
  const address = safeUrl(url) && URL.canParse(url) ? new URL(url) : undefined
  if (!address) return undefined
  return namedByTheirSite.has(kind) && !address.pathname.includes("/api") ? url : `${address.origin}/`
}
