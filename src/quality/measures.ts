/** The 23 measures of MQA (data.europa.eu) with their points, and how each is answered from what we know. */
import { type DatasetFacts, type DistributionFacts, leadsToFile, type MeasuredFacts } from "../catalogue/index.ts"
import { formatInfo, type Vocabularies } from "../vocabulary/index.ts"
import { isMachineReadable, isNonProprietary } from "./mqa-formats.ts"

export const dimensions = ["findability", "accessibility", "interoperability", "reusability", "contextuality"] as const
export type Dimension = (typeof dimensions)[number]

/** A file with what was measured of it; `id` where it has one. */
export interface QualityFile extends DistributionFacts {
  readonly id?: string
  readonly measured?: MeasuredFacts
}

/** What is judged: a dataset, or a document on its way to become one. Its publisher is the organisation, always there. */
export interface QualityInput extends Partial<Omit<DatasetFacts, "distributions" | "publisher" | "slugHint">> {
  readonly distributions: readonly QualityFile[]
}

export type Lists = Pick<Vocabularies, "themes" | "licences">

/** `unknown`: it depends on a check that was not made yet; no points, and nothing to do. */
export type Verdict = "met" | "unmet" | "unknown"

interface OfDataset {
  readonly of: "dataset"
  readonly judge: (dataset: QualityInput, lists: Lists) => boolean
}

interface OfFile {
  readonly of: "distribution"
  readonly judge: (file: QualityFile, dataset: QualityInput, lists: Lists) => boolean | "unknown"
}

const table = {
  keywords: measure(
    "findability",
    30,
    ofDataset(({ keywords }) => Object.values(keywords ?? {}).some((those) => those.length > 0)),
  ),
  themes: measure(
    "findability",
    30,
    ofDataset(({ themes = [] }, lists) => themes.some((code) => isTheme(code, lists))),
  ),
  spatial: measure(
    "findability",
    20,
    ofDataset(({ spatial = [] }) => spatial.length > 0),
  ),
  temporal: measure(
    "findability",
    20,
    ofDataset(({ temporal = [] }) => temporal.some(({ start, end }) => start ?? end)),
  ),
  "access-url-answers": measure(
    "accessibility",
    50,
    ofFile((file) => answers(file, addressOf(file))),
  ),
  "download-url": measure("accessibility", 20, ofFile(hasDownload)),
  "download-url-answers": measure(
    "accessibility",
    30,
    ofFile((file) => hasDownload(file) && answers(file, file.downloadUrl)),
  ),
  format: measure(
    "interoperability",
    20,
    ofFile(({ format, rawFormat }) => Boolean(format ?? rawFormat)),
  ),
  "media-type": measure(
    "interoperability",
    10,
    ofFile(({ mediaType }) => Boolean(mediaType)),
  ),
  "format-vocabulary": measure(
    "interoperability",
    10,
    ofFile(({ format, mediaType }) => isFormat(format) && isMediaType(mediaType)),
  ),
  "format-non-proprietary": measure(
    "interoperability",
    20,
    ofFile(({ format }) => isNonProprietary(format)),
  ),
  "format-machine-readable": measure(
    "interoperability",
    20,
    ofFile(({ format }) => isMachineReadable(format)),
  ),
  "dcat-ap": measure("interoperability", 30, ofDataset(fitsDcatAp)),
  licence: measure(
    "reusability",
    20,
    ofFile((file, dataset) => licenceOf(file, dataset) !== undefined),
  ),
  "licence-vocabulary": measure(
    "reusability",
    10,
    ofFile((file, dataset, { licences }) => licences.some(({ code }) => code === licenceOf(file, dataset)?.code)),
  ),
  "access-rights": measure(
    "reusability",
    10,
    ofDataset(({ accessRights }) => accessRights !== undefined),
  ),
  // Ours are a closed list, each with its EU code.
  "access-rights-vocabulary": measure(
    "reusability",
    5,
    ofDataset(({ accessRights }) => accessRights !== undefined),
  ),
  "contact-point": measure(
    "reusability",
    20,
    ofDataset(({ contactPoints = [] }) => contactPoints.length > 0),
  ),
  publisher: measure(
    "reusability",
    10,
    ofDataset(() => true),
  ),
  // The catalogue keeps no statement of rights apart from licence and access rights: these five points are never given.
  rights: measure(
    "contextuality",
    5,
    ofFile(() => false),
  ),
  "byte-size": measure(
    "contextuality",
    5,
    ofFile(({ byteSize, measured }) => (byteSize ?? measured?.byteSize) !== undefined),
  ),
  issued: measure(
    "contextuality",
    5,
    ofDataset(({ issued }) => issued !== undefined),
  ),
  modified: measure(
    "contextuality",
    5,
    ofDataset(({ modified }) => modified !== undefined),
  ),
} as const

/** Changed whenever the same dataset would be measured otherwise: what is stored is then made anew. */
export const rules = "mqa-2"

export type MeasureCode = keyof typeof table

export interface Measure {
  readonly code: MeasureCode
  readonly dimension: Dimension
  readonly points: number
  readonly test: OfDataset | OfFile
}

export const measures: readonly Measure[] = Object.entries(table).map(([code, rest]) => ({
  code: code as MeasureCode,
  ...rest,
}))

export const maxPoints = measures.reduce((sum, { points }) => sum + points, 0)

export function judge(test: OfFile, file: QualityFile | undefined, dataset: QualityInput, lists: Lists): Verdict {
  const answer = file !== undefined && test.judge(file, dataset, lists)
  return answer === "unknown" ? "unknown" : answer ? "met" : "unmet"
}

function measure<Test>(dimension: Dimension, points: number, test: Test) {
  return { dimension, points, test }
}

function ofDataset(judgeDataset: OfDataset["judge"]): OfDataset {
  return { of: "dataset", judge: judgeDataset }
}

function ofFile(judgeFile: OfFile["judge"]): OfFile {
  return { of: "distribution", judge: judgeFile }
}

/** Where the file is; DCAT-AP wants an access address, and the download address serves as one. */
export function addressOf({ accessUrl, downloadUrl }: QualityFile): string | undefined {
  return downloadUrl ?? accessUrl
}

function hasDownload({ file, downloadUrl }: QualityFile): boolean {
  return file !== undefined || downloadUrl !== undefined
}

// A file kept here answers because we do. Of others the link check asks one address, the download one where there is one:
// its answer stands for both.
function answers({ file, measured }: QualityFile, address: string | undefined): boolean | "unknown" {
  if (file) return true
  if (!address) return false
  return leadsToFile(measured)
}

function licenceOf(file: QualityFile, dataset: QualityInput) {
  const licence = file.licence ?? dataset.licence
  return licence?.code || licence?.raw ? licence : undefined
}

function isTheme(code: string, { themes }: Lists): boolean {
  return themes.some((theme) => theme.code === code)
}

function isFormat(format: string | undefined): boolean {
  return format !== undefined && formatInfo(format) !== undefined
}

const mediaTypePattern =
  /^(application|audio|font|image|message|model|multipart|text|video)\/[a-z0-9][a-z0-9!#$&^_.+-]*$/i

function isMediaType(mediaType: string | undefined): boolean {
  return mediaType !== undefined && mediaTypePattern.test(mediaType)
}

/**
 * What can break the mandatory part of DCAT-AP's shapes in what we publish: a missing title or description, a file without
 * an address, a date that is none. The rest (types, vocabularies, cardinalities) our own writing of RDF makes right.
 */
function fitsDcatAp({ title, description, issued, modified, distributions }: QualityInput): boolean {
  return (
    hasText(title) &&
    hasText(description) &&
    isDate(issued) &&
    isDate(modified) &&
    distributions.every((file) => file.file !== undefined || isAddress(addressOf(file)))
  )
}

function hasText(text: QualityInput["title"]): boolean {
  return Object.values(text ?? {}).some((one) => one.trim() !== "")
}

function isDate(date: string | undefined): boolean {
  return date === undefined || (/^\d{4}/.test(date) && !Number.isNaN(Date.parse(date)))
}

function isAddress(address: string | undefined): boolean {
  return address !== undefined && /^(https?|ftps?):\/\/\S+$/i.test(address) && URL.canParse(address)
}
