/**
 * Reads what bodies without a portal keep: an inventory of their datasets as a table, or a folder of files that a web server
 * or an object store lists. What the address answers tells which of them it is.
 */
import { z } from "zod"
import type { Connector, FoundRecord, HarvestSource, ReadContext } from "../../connector.ts"
import { onlyOnce } from "../shared/one-record.ts"
import { sourceAddress } from "../shared/source-address.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { askForBytes, type RawAnswer, textAnswer } from "./ask.ts"
import { folderRecords } from "./folder/folder-records.ts"
import { inventoryRecords } from "./inventory/inventory-records.ts"

const options = z.strictObject({
  group: z
    .enum(["file", "stem", "folder"])
    .default("file")
    .describe(
      "Of a folder: `file`, each file is a dataset; `stem`, files of one name but for the extension are one; `folder`, all files below one sub-folder are one.",
    ),
  maxDepth: z
    .number()
    .int()
    .min(0)
    .max(10)
    .default(3)
    .describe("Of a folder: how many levels of sub-folders are read."),
  extensions: z
    .string()
    .max(500)
    .optional()
    .describe(
      "Of a folder: only files with these extensions, e.g. `csv, xlsx, pdf`. Without it, all formats of data and archives, no documents, pictures and pages.",
    ),
  skipFolders: z
    .string()
    .max(2_000)
    .optional()
    .describe("Of a folder: names of sub-folders that are left out, separated by commas."),
  language: languageOption.describe("Language of titles that do not show it, as a BCP 47 code."),
  maxRows: z.number().int().min(1).max(100_000).default(20_000).describe("An inventory with more rows stops the run."),
  maxFiles: z.number().int().min(1).max(100_000).default(20_000).describe("A folder with more files stops the run."),
})

export type FilesOptions = z.infer<typeof options>

export const filesConnector: Connector = {
  kind: "files",
  describe:
    "Reads an inventory or a folder. An inventory is a CSV file (any of UTF-8, UTF-16, Windows-1256 and 1252; commas, semicolons or tabs) or an XLSX or ODS workbook in the columns of the import of metadata, named in Arabic, French or English, one row per file: rows with one identifier are one dataset. A folder is the listing that Apache, nginx, IIS, Caddy, lighttpd and others make of it, or the list of an S3 bucket: files become datasets with titles from their names, with sizes and dates as listed. It stays below the folder given, obeys robots.txt and asks for one page at a time. Files themselves are not opened.",
  configSchema: options,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord> {
  const settings = optionsOf(options, source)
  const url = sourceAddress(source.url)
  const answer = await askForBytes(url.href, context)
  const once = onlyOnce()
  const found = isMarkup(answer)
    ? folderRecords(textAnswer(answer), settings, context)
    : inventoryRecords(answer, settings, context)
  for await (const record of found) yield once(record)
}

function isMarkup({ bytes }: RawAnswer): boolean {
  return /^\s*<[!?a-z]/i.test(new TextDecoder().decode(bytes.subarray(0, 200)).replace(/^\ufeff/, ""))
}
