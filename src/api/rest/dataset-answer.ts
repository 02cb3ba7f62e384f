/** What the API says of a dataset: every field listed on purpose. */
import type { z } from "zod"
import {
  type ContactPoint,
  copyUrlOf,
  type Dataset,
  type Distribution,
  downloadUrlOf,
  type Mapped,
  type OrganizationRef,
  type Provenance,
  verdictOf,
} from "../../catalogue/index.ts"
import { measureQuality } from "../../quality/index.ts"
import type { Vocabularies } from "../../vocabulary/index.ts"
import type { contactPoint, dataset, distribution, organizationRef } from "./schemas.ts"

export interface AnswerContext {
  readonly vocabularies: Vocabularies
  readonly baseUrl: string
}

export type DatasetAnswer = z.infer<typeof dataset>
export type DistributionAnswer = z.infer<typeof distribution>

/** Kept as long as the dataset itself: writing it out costs more than finding it, and lists show the same ones again. */
const kept = new WeakMap<Dataset, AnswerContext & { readonly bytes: Buffer }>()

/** `datasetToJson` as JSON text in UTF-8. */
export function datasetBytes(one: Dataset, context: AnswerContext): Buffer {
  const before = kept.get(one)
  if (before && before.vocabularies === context.vocabularies && before.baseUrl === context.baseUrl) return before.bytes
  const bytes = Buffer.from(JSON.stringify(datasetToJson(one, context)))
  kept.set(one, { ...context, bytes })
  return bytes
}

export function datasetToJson(one: Dataset, context: AnswerContext): DatasetAnswer {
  const sources = one.sources.map(sourceToJson)
  return {
    id: one.id,
    slug: one.slug,
    url: permanentUrl("dataset", one.id, context.baseUrl),
    identifier: one.identifier ?? null,
    title: one.title,
    description: one.description ?? null,
    keywords: mutableLists(one.keywords ?? {}),
    sourceLanguage: one.sourceLanguage ?? null,
    organization: organizationRefToJson(one.organization, context.baseUrl),
    publisher: one.publisher?.name ?? null,
    contactPoints: (one.contactPoints ?? []).map(contactPointToJson),
    themes: [...(one.themes ?? [])],
    licence: licenceToJson(one.licence, context.vocabularies),
    accessRights: one.accessRights ?? null,
    frequency: frequencyToJson(one.frequency, context.vocabularies),
    spatial: (one.spatial ?? []).map(({ code, label, bbox }) => ({
      code: code ?? null,
      label: label ?? context.vocabularies.placeFrom(code)?.name ?? null,
      bbox: bbox ? [...bbox] : null,
    })),
    temporal: (one.temporal ?? []).map(({ start, end }) => ({ start: start ?? null, end: end ?? null })),
    languages: [...(one.languages ?? [])],
    conformsTo: [...(one.conformsTo ?? [])],
    version: one.version ?? null,
    landingPage: one.landingPage ?? null,
    series: one.series ? { ...one.series, url: permanentUrl("series", one.series.id, context.baseUrl) } : null,
    services: (one.services ?? []).map(({ id, slug, title, endpointUrl }) => ({
      id,
      slug,
      title,
      url: permanentUrl("service", id, context.baseUrl),
      endpointUrl: endpointUrl ?? null,
    })),
    issued: one.issued ?? null,
    modified: one.modified ?? null,
    metadataModified: one.metadataModified,
    harvestedAt: one.harvestedAt ?? null,
    quality: qualityToJson(one, context.vocabularies),
    source: sources[0] ?? null,
    sources,
    distributions: one.distributions.map((each) => distributionToJson(each, context)),
  }
}

export function distributionToJson(one: Distribution, { vocabularies, baseUrl }: AnswerContext): DistributionAnswer {
  return {
    id: one.id,
    position: one.position,
    title: one.title ?? null,
    description: one.description ?? null,
    format: one.format ?? one.rawFormat ?? null,
    mediaType: one.mediaType ?? null,
    accessUrl: one.accessUrl ?? null,
    downloadUrl: downloadUrlOf(one, baseUrl) ?? null,
    byteSize: one.byteSize ?? null,
    checksum: one.checksum ?? null,
    licence: licenceToJson(one.licence, vocabularies),
    languages: [...(one.languages ?? [])],
    conformsTo: [...(one.conformsTo ?? [])],
    documentation: one.documentation ?? false,
    issued: one.issued ?? null,
    modified: one.modified ?? null,
    measured: measuredToJson(one, baseUrl),
  }
}

function qualityToJson(one: Dataset, vocabularies: Vocabularies): DatasetAnswer["quality"] {
  const { points, max, rating } = measureQuality(one, vocabularies)
  return { points, max, rating }
}

export function organizationRefToJson(one: OrganizationRef, baseUrl: string): z.infer<typeof organizationRef> {
  return { id: one.id, slug: one.slug, name: one.name, url: `${baseUrl}/api/v1/organizations/${one.id}` }
}

export function contactPointToJson({ name, email, phone, url }: ContactPoint): z.infer<typeof contactPoint> {
  return { name: name ?? null, email: email ?? null, phone: phone ?? null, url: url ?? null }
}

/** The permanent address, which leads to the page in the reader's language. */
export function permanentUrl(kind: "dataset" | "series" | "service", id: string, baseUrl: string): string {
  return `${baseUrl}/id/${kind}/${id}`
}

export function licenceToJson(mapped: Mapped | undefined, { licences }: Vocabularies) {
  if (!mapped) return null
  const known = licences.find(({ code }) => code === mapped.code)
  return {
    code: mapped.code ?? null,
    title: known?.title ?? null,
    url: known?.url ?? null,
    open: known?.open ?? null,
    raw: mapped.raw ?? null,
  }
}

function frequencyToJson(mapped: Mapped | undefined, { frequencies }: Vocabularies) {
  if (!mapped) return null
  const known = frequencies.find(({ code }) => code === mapped.code)
  return { code: mapped.code ?? null, label: known?.label ?? null, raw: mapped.raw ?? null }
}

function sourceToJson({ kind, name, url, remoteId, harvestedAt }: Provenance) {
  return { kind, name, url, remoteId, harvestedAt }
}

function measuredToJson(one: Distribution, baseUrl: string): DistributionAnswer["measured"] {
  const { measured } = one
  if (!measured) return null
  const copyUrl = copyUrlOf(one, baseUrl)
  return {
    checkedAt: measured.checkedAt ?? null,
    status: measured.status ?? null,
    problem: measured.problem ?? null,
    verdict: verdictOf(measured),
    since: measured.since ?? null,
    format: measured.format ?? null,
    byteSize: measured.byteSize ?? null,
    mediaType: measured.mediaType ?? null,
    lastModified: measured.lastModified ?? null,
    copy:
      copyUrl && measured.copy
        ? { url: copyUrl, takenAt: measured.copy.takenAt, byteSize: measured.copy.byteSize }
        : null,
  }
}

function mutableLists(lists: Readonly<Record<string, readonly string[]>>): Record<string, string[]> {
  return Object.fromEntries(Object.entries(lists).map(([tag, values]) => [tag, [...values]]))
}
