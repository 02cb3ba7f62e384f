import type { Organization } from "../../../catalogue/index.ts"
import type { SearchAnswer } from "../../../search/index.ts"
import { inLanguage, type Language, organizationMessages, type ShownText } from "../../../texts/index.ts"
import { fold, type Vocabularies } from "../../../vocabulary/index.ts"
import type { Organizations } from "../../directory.ts"
import { shownOrCode, themeLabel } from "../../models/catalogue-words.ts"
import { type RecordLine, recordFromCard } from "../../models/record.ts"
import { routes } from "../../routes.ts"
import type { CountedLink } from "../home/home-model.ts"

export interface OrganizationsModel {
  readonly query: string
  readonly groups: readonly { readonly level: string; readonly bodies: readonly CountedLink[] }[]
  readonly total: number
}

/** Order of a state, from the top to the towns. */
const levels = [
  "presidency",
  "ministry",
  "directorate",
  "unit",
  "agency",
  "public-company",
  "independent-authority",
  "authority",
  "university",
  "regional",
  "governorate",
  "municipality",
  "body",
]

export function organizationsModel(
  bodies: readonly Organization[],
  given: { query: string; counts: ReadonlyMap<string, number>; language: Language },
): OrganizationsModel {
  const { query, counts, language } = given
  const { compare } = new Intl.Collator(language)
  const sought = fold(query)
  const found = bodies.filter(
    (body) => !body.successorId && (sought === "" || namesOf(body).some((name) => fold(name).includes(sought))),
  )
  const groups = levels.map((level) => ({
    level,
    bodies: found
      .filter((body) => levelOf(body) === level)
      .map((body) => ({
        href: routes.organization(language, body.slug),
        name: shownOrCode(body.name, language, body.slug),
        count: counts.get(body.slug) ?? 0,
      }))
      .sort((a, b) => compare(a.name.text, b.name.text)),
  }))
  return { query, groups: groups.filter((group) => group.bodies.length > 0), total: found.length }
}

function levelOf({ level }: Organization): string {
  return levels.includes(level) ? level : "body"
}

function namesOf({ name, acronym, formerNames }: Organization): string[] {
  return [
    ...Object.values(name),
    ...formerNames.flatMap((former) => Object.values(former)),
    ...(acronym ? [acronym] : []),
  ]
}

export interface OrganizationModel {
  readonly organization: Organization
  readonly name: ShownText
  readonly otherNames: readonly ShownText[]
  readonly level: string
  readonly description?: ShownText
  readonly parent?: { readonly href: string; readonly name: ShownText }
  readonly successor?: { readonly href: string; readonly name: ShownText }
  readonly formerNames: readonly ShownText[]
  readonly own: number
  /** With those of the bodies below it. */
  readonly all: number
  readonly children: readonly CountedLink[]
  readonly recent: readonly RecordLine[]
  readonly themes: readonly CountedLink[]
  readonly formats: readonly { readonly format: string; readonly count: number; readonly href: string }[]
  readonly allHref: string
}

export function organizationModel(
  given: {
    organization: Organization
    directory: Organizations
    answer: SearchAnswer
    counts: ReadonlyMap<string, number>
  },
  reading: { language: Language; vocabularies: Vocabularies; now: Date },
): OrganizationModel {
  const { organization, directory, answer, counts } = given
  const { language, vocabularies } = reading
  const below = descendants(organization, directory.all)
  const name = shownOrCode(organization.name, language, organization.slug)
  const linkTo = (id: string | undefined) => {
    const other = id ? directory.byId.get(id) : undefined
    return (
      other && { href: routes.organization(language, other.slug), name: shownOrCode(other.name, language, other.slug) }
    )
  }
  const parent = linkTo(organization.parentId)
  const successor = linkTo(organization.successorId)
  const description = inLanguage(organization.description, language)
  const { slug } = organization
  return {
    organization,
    name,
    otherNames: Object.keys(organization.name).flatMap((tag) =>
      tag === name.lang ? [] : (inLanguage({ [tag]: organization.name[tag] ?? "" }, language) ?? []),
    ),
    level: organizationMessages[language].levels[levelOf(organization)] ?? "",
    ...(description ? { description } : {}),
    ...(parent ? { parent } : {}),
    ...(successor ? { successor } : {}),
    formerNames: organization.formerNames.flatMap((former) => inLanguage(former, language) ?? []),
    own: answer.total,
    all: answer.total + below.reduce((sum, body) => sum + (counts.get(body.slug) ?? 0), 0),
    children: below
      .filter((body) => body.parentId === organization.id)
      .map((body) => ({
        href: routes.organization(language, body.slug),
        name: shownOrCode(body.name, language, body.slug),
        count: counts.get(body.slug) ?? 0,
      }))
      .sort((a, b) => b.count - a.count),
    recent: answer.hits.map(({ card }) => recordFromCard(card, language, reading)),
    themes: (answer.facets.theme ?? []).slice(0, 8).map(({ value, count }) => ({
      href: routes.datasets(language, { organization: slug, theme: value }),
      name: themeLabel(vocabularies, value, language),
      count,
    })),
    formats: (answer.facets.format ?? []).slice(0, 8).map(({ value, count }) => ({
      format: value,
      count,
      href: routes.datasets(language, { organization: slug, format: value }),
    })),
    allHref: routes.datasets(language, { organization: slug }),
  }
}

function descendants(root: Organization, all: readonly Organization[]): Organization[] {
  const found: Organization[] = []
  const seen = new Set([root.id])
  let generation = [root.id]
  while (generation.length > 0) {
    const children = all.filter(({ id, parentId }) => parentId && generation.includes(parentId) && !seen.has(id))
    for (const { id } of children) seen.add(id)
    found.push(...children)
    generation = children.map(({ id }) => id)
  }
  return found
}
