import { organizationByRef } from "../../catalogue/index.ts"
import type { LocalisedText } from "../../texts/index.ts"
import { dublinCore, localisedElements } from "./dublin-core.ts"
import type { OaiDeps } from "./oai-deps.ts"
import { OaiError } from "./oai-error.ts"
import { type Item, organizationSets, type SetCondition } from "./oai-store.ts"
import { readSetsToken, writeSetsToken } from "./resumption-token.ts"
import { element, textElement } from "./xml.ts"

const mostSets = 500

// A point and no colon, which would make `organization` a set that all others lie in (OAI-PMH 2.0 §2.7.2).
const organizationSpec = (slug: string) => `organization.${specPart(slug)}`
const themeSpec = (code: string) => `theme.${specPart(code)}`

/** Slugs and codes are ASCII; should one not be, its other letters are left out rather than break the answer. */
function specPart(name: string): string {
  return name.replace(/[^A-Za-z0-9_.!~*'()-]/g, "")
}

export function setSpecsOf({ organizationSlug, themes }: Item): string {
  const specs = [organizationSpec(organizationSlug), ...themes.map(themeSpec)]
  return specs.map((spec) => textElement("setSpec", spec)).join("")
}

/** What a setSpec means; a set that we do not have holds nothing. */
export async function setCondition(spec: string, { db, vocabularies }: OaiDeps): Promise<SetCondition> {
  const [, kind, name = ""] = /^(organization|theme)\.(.+)$/.exec(spec) ?? []
  if (kind === "organization") {
    const found = await organizationByRef(db, name)
    if (found.kind === "found") return { kind, id: found.organization.id }
    if (found.kind === "moved") return { kind, id: found.id }
  }
  if (kind === "theme" && vocabularies().themes.some(({ code }) => code === name)) return { kind, code: name }
  throw new OaiError("noRecordsMatch", "There is no such set.")
}

/** Themes on the first page, then the bodies that publish. */
export async function listSets({ db, vocabularies }: OaiDeps, token: string | undefined): Promise<string> {
  const place = token === undefined ? { after: "", given: 0 } : readSetsToken(token)
  const found = await organizationSets(db, { after: place.after, limit: mostSets + 1 })
  const page = found.slice(0, mostSets)
  const themes = token === undefined ? vocabularies().themes : []
  const sets = [
    ...themes.map(({ code, label }) => setElement(themeSpec(code), label)),
    ...page.map(({ slug, name }) => setElement(organizationSpec(slug), name)),
  ]
  if (sets.length === 0) throw new OaiError("badResumptionToken", "There are no sets after this one.")
  const given = place.given + sets.length
  const next = found.length > page.length ? writeSetsToken({ after: page.at(-1)!.slug, given }) : ""
  const more = next === "" && token === undefined ? "" : element("resumptionToken", next, { cursor: place.given })
  return element("ListSets", sets.join("") + more)
}

/** Names in one language stand alone; the description has them all. */
function setElement(spec: string, name: LocalisedText): string {
  const [best = spec] = [name.ar, name.fr, name.en, ...Object.values(name)].filter((one) => one !== undefined)
  const description = element("setDescription", dublinCore(localisedElements("dc:title", name)))
  return element("set", textElement("setSpec", spec) + textElement("setName", best) + description)
}
