/** What to do about a dataset's quality, what gains most first, and where in the form it is done. */
import type { MeasureResult, Quality } from "./measure-quality.ts"
import { addressOf, type MeasureCode, type QualityFile, type QualityInput } from "./measures.ts"
import { isMachineReadableToday, isOpenToday } from "./mqa-formats.ts"

export const actionCodes = [
  "add-file",
  "repair-link",
  "give-download",
  "state-format",
  "offer-open-format",
  "complete-required",
  "choose-licence",
  "add-keywords",
  "choose-theme",
  "say-where",
  "say-when",
  "state-access",
  "add-contact",
  "state-size",
  "state-issued",
  "state-modified",
] as const
export type ActionCode = (typeof actionCodes)[number]

export interface QualityAction {
  readonly code: ActionCode
  /** Points to be had at most: some depend on what is then found (a new link must also answer). */
  readonly gain: number
  readonly measures: readonly MeasureCode[]
  /** Path of the field in the document: `keywords`, `distributions.ID.format`… */
  readonly field: string
}

type FileField = "downloadUrl" | "format" | "byteSize"

interface Remedy {
  readonly measures: readonly MeasureCode[]
  readonly field: string | { readonly ofFile: FileField }
  /** Whether this is what helps; without it: whenever one of its measures is not met. */
  readonly when?: (file: QualityFile | undefined, dataset: QualityInput) => boolean
}

const ofFiles: readonly MeasureCode[] = [
  "access-url-answers",
  "download-url",
  "download-url-answers",
  "format",
  "media-type",
  "format-vocabulary",
  "format-non-proprietary",
  "format-machine-readable",
  "byte-size",
]

const remedies: Readonly<Record<ActionCode, Remedy>> = {
  "add-file": { measures: ofFiles, field: "distributions", when: (file) => file === undefined },
  "repair-link": {
    measures: ["access-url-answers", "download-url-answers"],
    field: { ofFile: "downloadUrl" },
    when: (file) => file?.measured?.status !== undefined && addressOf(file) !== undefined,
  },
  "give-download": {
    measures: ["download-url", "download-url-answers"],
    field: { ofFile: "downloadUrl" },
    when: (file) => file !== undefined && !file.file && !file.downloadUrl,
  },
  "state-format": {
    measures: ["format", "media-type", "format-vocabulary"],
    field: { ofFile: "format" },
    when: (file) => file !== undefined,
  },
  "offer-open-format": {
    measures: ["format-non-proprietary", "format-machine-readable"],
    field: "distributions",
    when: (file) => file?.format !== undefined && !(isOpenToday(file.format) && isMachineReadableToday(file.format)),
  },
  "complete-required": { measures: ["dcat-ap"], field: "title" },
  "choose-licence": {
    measures: ["licence", "licence-vocabulary"],
    field: "licence",
    when: (file, { licence }) => file !== undefined || licence?.code === undefined,
  },
  "add-keywords": { measures: ["keywords"], field: "keywords" },
  "choose-theme": { measures: ["themes"], field: "themes" },
  "say-where": { measures: ["spatial"], field: "spatial" },
  "say-when": { measures: ["temporal"], field: "temporal" },
  "state-access": { measures: ["access-rights", "access-rights-vocabulary"], field: "accessRights" },
  "add-contact": { measures: ["contact-point"], field: "contactPoints" },
  "state-size": { measures: ["byte-size"], field: { ofFile: "byteSize" }, when: (file) => file !== undefined },
  "state-issued": { measures: ["issued"], field: "issued" },
  "state-modified": { measures: ["modified"], field: "modified" },
}

export function actionsOf(quality: Quality, dataset: QualityInput): QualityAction[] {
  const file = quality.bestFile === undefined ? undefined : dataset.distributions[quality.bestFile]
  const unmet = new Map(quality.measures.filter(isOpen).map((result) => [result.code, result.gain]))
  return actionCodes
    .flatMap((code) => {
      const { measures, field, when } = remedies[code]
      const missing = measures.filter((measure) => unmet.has(measure))
      if (missing.length === 0 || (when && !when(file, dataset))) return []
      const gain = missing.reduce((sum, measure) => sum + (unmet.get(measure) ?? 0), 0)
      return [{ code, gain, measures: missing, field: pathOf(code, field, { file, dataset }) }]
    })
    .sort((a, b) => b.gain - a.gain)
}

/** The action that helps with a measure, for lists over many datasets where the file is not looked at. */
export function actionFor(measure: MeasureCode): ActionCode | undefined {
  return actionCodes.find((code) => code !== "add-file" && remedies[code].measures.includes(measure))
}

// What waits for a check may turn out to be met: nothing to do about it yet.
function isOpen({ met, unknown }: MeasureResult): boolean {
  return !met && !unknown
}

function pathOf(
  code: ActionCode,
  field: Remedy["field"],
  { file, dataset }: { file: QualityFile | undefined; dataset: QualityInput },
): string {
  if (code === "complete-required") return requiredField(dataset)
  if (typeof field === "string") return field
  return file?.id ? `distributions.${file.id}.${field.ofFile}` : "distributions"
}

function requiredField({ title, description }: QualityInput): string {
  const isEmpty = (text: QualityInput["title"]) => !Object.values(text ?? {}).some((one) => one.trim() !== "")
  if (isEmpty(title)) return "title"
  return isEmpty(description) ? "description" : "distributions"
}
