// Usage: node --import tsx scripts/quality-page.ts
// Writes docs/reference/quality.md from the table of measures and their words.
import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { root } from "../src/config.ts"
import {
  type ActionCode,
  actionCodes,
  actionFor,
  dimensions,
  type MeasureCode,
  maxPoints,
  measures,
  ratingFrom,
  ratings,
} from "../src/quality/index.ts"
import { type Language, languages, qualityMessages } from "../src/texts/index.ts"

export const qualityPagePath = join(root, "docs/reference/quality.md")

/** When a measure is met here; where that differs from what MQA does, it says so. */
const metWhen: Readonly<Record<MeasureCode, string>> = {
  keywords: "at least one keyword in any language; their number does not count",
  themes: "at least one theme of the registry; a theme that was not recognised at harvest does not count",
  spatial: "a place, a label or a box",
  temporal: "a period with a start or an end",
  "access-url-answers":
    "the file is kept here, or the link checks find that its address gives it, be it in another format than declared; one failure alone costs nothing. " +
    "The check asks one address per file, the download address where there is one; its answer stands for both",
  "download-url": "the file is kept here, or a download address is given",
  "download-url-answers": "as above, where there is a download address",
  format: "a format is stated, recognised or not",
  "media-type": "a media type is stated",
  "format-vocabulary":
    "the format is one of our table (whose codes are those of the EU file types where these have one), and the media type " +
    "has the form of one registered with IANA; that it is registered is not checked",
  "format-non-proprietary": "the format is in MQA’s list (29 types)",
  "format-machine-readable": "the format is in MQA’s list (20 types)",
  "dcat-ap":
    "there is a title and a description, every file has an address that is one, and dates are dates. MQA runs the SHACL " +
    "shapes; these are the mandatory properties that a publisher can leave out, the rest our own writing of RDF makes " +
    "right",
  licence: "the file or its dataset has a licence, recognised or not",
  "licence-vocabulary": "that licence is one of the registry",
  "access-rights": "access rights are stated",
  "access-rights-vocabulary": "as above: ours are a closed list, each with its EU code",
  "contact-point": "at least one contact point",
  publisher: "always: every dataset belongs to an organisation",
  rights:
    "never: the catalogue keeps no statement of rights apart from licence and access rights. At most 400 points can be had",
  "byte-size": "the size is stated, or was measured by the link check",
  issued: "a date of publication is stated",
  modified: "a date of update is stated",
}

export function qualityPage(): string {
  return [
    "# Quality",
    "",
    "<!-- Made by scripts/quality-page.ts from src/quality; edit there. -->",
    "",
    "The quality of metadata is measured by MQA, the method of data.europa.eu: 23 measures in five dimensions, " +
      `${maxPoints} points. Measures of a file are taken of the best file of the dataset, data before documentation. ` +
      "Published, public datasets have points; drafts are measured while they are written; private and withdrawn ones " +
      "are not measured.",
    "",
    "A link that was not checked yet gives no points and no advice. Beside the points stand those by *today’s formats*: " +
      "the same with our own table of formats, which knows those that came after MQA’s lists (Parquet, GeoPackage, GTFS…). " +
      "Formats that MQA does judge keep its judgement (XLSX is not an open format).",
    "",
    "## Ratings",
    "",
    `| code | from | ${languages.join(" | ")} |`,
    "| --- | --- | --- | --- | --- |",
    ...ratings.map((word) =>
      row([code(word), `${ratingFrom[word]}`, ...words((language) => of(language).ratings[word])]),
    ),
    "",
    "Five dots show the same: points divided by 81, in halves.",
    "",
    ...dimensions.flatMap((dimension) => [
      `## ${of("en").dimensions[dimension]}`,
      "",
      `${words((language) => of(language).dimensions[dimension]).join(" · ")}. ${pointsOf(dimension)} points.`,
      "",
      `| measure | points | of | met when | ${languages.join(" | ")} | action |`,
      "| --- | --- | --- | --- | --- | --- | --- | --- |",
      ...measures.filter((measure) => measure.dimension === dimension).map(measureRow),
      "",
    ]),
    "## Actions",
    "",
    "What somebody can do about measures that are not met, sorted by the points that it gains at most.",
    "",
    `| action | ${languages.join(" | ")} |`,
    "| --- | --- | --- | --- |",
    ...actionCodes.map((action: ActionCode) =>
      row([code(action), ...words((language) => of(language).actions[action])]),
    ),
    "",
    "## How the points are kept",
    "",
    "Points are made from the dataset whenever one is shown. For lists over many datasets the worker follows the change " +
      "log and keeps them in `dataset_quality`, at most a few seconds behind. New rules, and edited lists of themes or " +
      "licences, have everything measured anew.",
    "",
  ].join("\n")
}

const of = (language: Language) => qualityMessages[language]
const code = (text: string) => `\`${text}\``
const words = (word: (language: Language) => string): string[] => languages.map(word)
const row = (cells: readonly string[]) => `| ${cells.join(" | ")} |`

function pointsOf(dimension: (typeof dimensions)[number]): number {
  return measures.filter((measure) => measure.dimension === dimension).reduce((sum, { points }) => sum + points, 0)
}

function measureRow({ code: measure, points, test }: (typeof measures)[number]): string {
  const action = actionFor(measure)
  const judged = test.of === "dataset" ? "dataset" : "file"
  const labels = words((language) => of(language).measures[measure])
  return row([code(measure), `${points}`, judged, metWhen[measure], ...labels, action ? code(action) : "none"])
}

if (process.argv[1] === import.meta.filename) writeFileSync(qualityPagePath, qualityPage())
