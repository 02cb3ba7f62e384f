/**
 * Reads NADA, the catalogue of microdata that statistics institutes use (IHSN, World Bank): the search lists the studies, and
 * each one is then asked for its DDI description.
 */
import { z } from "zod"
import {
  type AsBefore,
  type Connector,
  type FoundRecord,
  type HarvestSource,
  HarvestStopped,
  type PageEnd,
  type ReadContext,
} from "../../connector.ts"
import { stopped } from "../../reading/index.ts"
import { inAdvance } from "../paging/in-advance.ts"
import { offsetPages } from "../paging/offset-pages.ts"
import { orElse } from "../paging/or-else.ts"
import type { Placed } from "../paging/read-through.ts"
import { onlyOnce, recordUnlessAsBefore } from "../shared/one-record.ts"
import { languageOption, optionsOf } from "../shared/source-options.ts"
import { type NadaAddress, nadaAddress } from "./address.ts"
import { idOfRow, isElsewhere, searchPaging } from "./search.ts"
import { isStudy, recordFromStudy } from "./study.ts"
import { detailOf, type Study } from "./study-detail.ts"

const options = z.strictObject({
  rows: z.number().int().min(1).max(300).default(100).describe("Studies asked for per page."),
  collection: z
    .string()
    .max(200)
    .optional()
    .describe("Collection (repository) that narrows the source, by its short name."),
  details: z
    .boolean()
    .default(true)
    .describe(
      "Each study is asked for its full description; without, only title, country, years, body and access are known.",
    ),
  language: languageOption,
  maxRecords: z.number().int().min(1).max(1_000_000).default(100_000).describe("A larger catalogue stops the run."),
  ignoreTotal: z
    .boolean()
    .default(false)
    .describe(
      "For catalogues that count studies which they do not list: a smaller number is not taken for a broken answer.",
    ),
})

type Options = z.infer<typeof options>

export const nadaConnector: Connector = {
  kind: "nada",
  describe:
    "Reads a NADA catalogue of microdata (statistics institutes, IHSN, World Bank) through its search and the DDI description of each study: title, authoring body, abstract, topics, country, period, access policy, version, contacts, resources and links. Studies under licence or in an enclave are restricted, data that cannot be had are non-public. Skips documents, images, videos, scripts and visualizations. Does not read variables, citations or the microdata. The API cannot be asked for what changed, so every run reads the whole catalogue.",
  configSchema: options,
  canResume: true,
  records,
}

async function* records(source: HarvestSource, context: ReadContext): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const settings = optionsOf(options, source)
  const address = nadaAddress(source.url)
  const [root, other] = address.roots
  const first = recordsAt(root, address, { options: settings, context })
  if (other === undefined) yield* first
  else yield* orElse(first, isElsewhere, () => recordsAt(other, address, { options: settings, context }))
}

async function* recordsAt(
  root: string,
  address: NadaAddress,
  { options: { details, language, ...search }, context }: { options: Options; context: ReadContext },
): AsyncGenerator<FoundRecord | AsBefore | PageEnd> {
  const reading = { vocabularies: context.vocabularies, root, language }
  const once = onlyOnce(context.resume?.met)
  for await (const { entries, next } of offsetPages(searchPaging(root, address, search, context), context)) {
    for await (const study of details ? described(entries, root, context) : listed(entries)) {
      if (context.signal?.aborted) throw stopped("stopped")
      const { row, position, detail } = study
      const placed = { id: idOfRow(row, position), entry: [root, row, detail], position }
      yield once(recordUnlessAsBefore(placed, context, () => recordFromStudy(study, reading)))
    }
    if (next !== undefined) yield { kind: "page-end", next }
  }
}

function* listed(entries: readonly Placed[]): Generator<Study> {
  for (const { entry, position } of entries) yield { row: entry, position, detail: undefined }
}

const lookAhead = 4
const failuresInARow = 10

/** Studies with their descriptions, a few asked for ahead. Where ten in a row fail it is the catalogue that does not answer. */
async function* described(entries: readonly Placed[], root: string, context: ReadContext): AsyncGenerator<Study> {
  const asked: Promise<Study>[] = []
  let failures = 0
  for (let at = 0; at < entries.length; at += 1) {
    for (; asked.length < entries.length && asked.length <= at + lookAhead; )
      asked.push(inAdvance(withDetail(entries[asked.length] as Placed, root, context)))
    const study = await (asked[at] as Promise<Study>)
    failures = study.detail instanceof HarvestStopped ? failures + 1 : 0
    if (failures >= failuresInARow) throw study.detail
    yield study
  }
}

async function withDetail({ entry, position }: Placed, root: string, context: ReadContext): Promise<Study> {
  return { row: entry, position, detail: isStudy(entry) ? await detailOf(entry, root, context) : undefined }
}
