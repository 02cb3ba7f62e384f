import type { ContactPoint, Dataset, Organization, SpatialCoverage } from "../../catalogue/index.ts"
import { identifierOf } from "../rdf/index.ts"
import { distributionToPod, isOneUri, isUri } from "./distribution-to-pod.ts"
import { licenceOfPod, type PodContext } from "./licence-to-pod.ts"
import { podDate, podFrequency, podPeriod, wholePeriod } from "./pod-date.ts"
import { bestText, inFull, type Members, said, withOwnWords } from "./pod-text.ts"

const accessLevels = { public: "public", restricted: "restricted public", "non-public": "non-public" } as const

/**
 * A dataset in DCAT-US 1.1, with every member that its schema demands. What the schema has no room for (other languages, further
 * periods and places) stands in `fihrist`, under the same names.
 */
export function datasetToPod(
  dataset: Dataset,
  body: Pick<Organization, "email"> | undefined,
  context: PodContext,
): Members {
  const { sourceLanguage, temporal, spatial, contactPoints, conformsTo, accessRights, frequency } = dataset
  const title = bestText(dataset.title, sourceLanguage) ?? dataset.slug
  const publisher = bestText(dataset.organization.name, sourceLanguage) ?? dataset.organization.slug
  const licence = licenceOfPod(dataset.licence, context)
  const keywords = [...new Set(Object.values(dataset.keywords ?? {}).flat())]
  const themes = themesOf(dataset, context)
  const period = temporal?.[0] && podPeriod(temporal[0])
  const places = (spatial ?? []).map((one) => placeText(one, dataset, context))
  const members = {
    "@type": "dcat:Dataset",
    identifier: identifierOf(context.baseUrl, "dataset", dataset.id),
    title,
    description: bestText(dataset.description, sourceLanguage) ?? title,
    keyword: keywords.length > 0 ? keywords : themes.length > 0 ? themes : [title],
    modified: podDate(dataset.modified) ?? dataset.metadataModified,
    issued: podDate(dataset.issued),
    publisher: { "@type": "org:Organization", name: publisher },
    contactPoint: outsideContact(contactPoints, { name: publisher, email: body?.email, baseUrl: context.baseUrl }),
    accessLevel: accessLevels[accessRights ?? "public"],
    license: licence.outside,
    theme: themes.length > 0 ? themes : undefined,
    spatial: places[0],
    temporal: period,
    accrualPeriodicity: podFrequency(frequency?.code),
    language: dataset.languages,
    landingPage: dataset.landingPage,
    conformsTo: conformsTo?.find(isUri),
    distribution: dataset.distributions.map((one) => distributionToPod(one, dataset, context)),
  }
  const own = {
    identifier: dataset.identifier,
    otherIdentifier: dataset.otherIdentifiers,
    title: inFull(dataset.title, sourceLanguage),
    description: dataset.description ? inFull(dataset.description, sourceLanguage) : null,
    keyword: dataset.keywords ?? null,
    metadataLanguage: sourceLanguage ?? "und",
    modified:
      podDate(dataset.modified) === dataset.modified && dataset.modified ? undefined : (dataset.modified ?? null),
    issued: podDate(dataset.issued) === dataset.issued ? undefined : dataset.issued,
    publisher: {
      "@id": identifierOf(context.baseUrl, "organization", dataset.organization.id),
      name: inFull(dataset.organization.name, sourceLanguage) ?? publisher,
    },
    contactPoint: contactPoints ? contactPoints.map(wholeContact) : null,
    accessLevel: accessRights ? undefined : null,
    license: licence.own,
    theme: ownThemes(dataset),
    spatial: ownPlaces(spatial),
    temporal: ownPeriods(dataset),
    accrualPeriodicity: podFrequency(frequency?.code) ? undefined : (frequency?.code ?? frequency?.raw),
    conformsTo: isOneUri(conformsTo) ? undefined : conformsTo,
    version: dataset.version,
  }
  return withOwnWords(members, own)
}

/** Themes in words; ours in the language of the source, the others as they came. */
function themesOf({ themes, rawThemes, sourceLanguage }: Dataset, { themesByCode }: PodContext): readonly string[] {
  const ours = (themes ?? []).map((code) => bestText(themesByCode.get(code)?.label, sourceLanguage) ?? code)
  return [...new Set([...ours, ...(rawThemes ?? [])])]
}

function ownThemes({ themes, rawThemes }: Dataset): readonly string[] | undefined {
  return themes ? [...themes, ...(rawThemes ?? [])] : undefined
}

function ownPeriods({ temporal }: Dataset): readonly string[] | undefined {
  const whole = temporal?.map(wholePeriod)
  const isSaidOutside = whole?.length === 1 && podPeriod(temporal![0]!) === whole[0]
  return isSaidOutside ? undefined : whole
}

/** A place by its name, else the box in numbers. */
function placeText({ bbox, code, label }: SpatialCoverage, { sourceLanguage }: Dataset, context: PodContext): string {
  const name = bestText(label ?? context.placesByCode.get(code ?? "")?.name, sourceLanguage)
  return name ?? bbox?.join(",") ?? code ?? ""
}

/** Places as we have them; one box says all by its numbers. */
function ownPlaces(places: Dataset["spatial"]): readonly (SpatialCoverage | string)[] | undefined {
  const isOneBox = places?.length === 1 && !places[0]!.code && !places[0]!.label
  return isOneBox ? undefined : places?.map((one) => (one.code || one.label ? one : (one.bbox?.join(",") ?? "")))
}

const plainEmail = /^[\w.-]+@[\w.-]+\.[\w.-]+$/

/** The schema demands a name and an address by mail: the contact's, else the body's, else one that answers nobody. */
function outsideContact(
  contacts: readonly ContactPoint[] | undefined,
  { name, email, baseUrl }: { readonly name: string; readonly email: string | undefined; readonly baseUrl: string },
): Members {
  const given = contacts?.find((one) => plainEmail.test(one.email ?? "")) ?? contacts?.[0]
  const address = [given?.email, email].find((one) => one !== undefined && plainEmail.test(one))
  const hasEmail = `mailto:${address ?? `noreply@${new URL(baseUrl).hostname}`}`
  return { "@type": "vcard:Contact", fn: given?.name ?? name, hasEmail }
}

function wholeContact({ name, email, phone, url }: ContactPoint): Members {
  return said({ fn: name, hasEmail: email && `mailto:${email}`, hasTelephone: phone, hasURL: url })
}
