/** Reads a source to its end: compares each record with what we know by hash, and spools what is new or changed. */
import type { PublisherFacts } from "../catalogue/index.ts"
import {
  type AsBefore,
  type Connector,
  type FoundRecord,
  HarvestStopped,
  type Problem,
  type ReadContext,
} from "./connector.ts"
import { canonicalJson, hashOf, storableText } from "./digest.ts"
import { mappedVocabularies, mapRecord, type SourceMapping } from "./mapping/index.ts"
import { isOwn, type OwnRecords } from "./own-records.ts"
import { PackedList } from "./packed-list.ts"
import type { FoundDigest, KnownRecord } from "./plan-harvest.ts"
import { problem } from "./reading/index.ts"
import type { ReadingMemo } from "./reading-memo.ts"
import type { RecordIndex } from "./record-index.ts"
import { RecordMarks } from "./record-marks.ts"
import { foundPacking } from "./record-packings.ts"
import { publisherKey } from "./resolve-organizations.ts"
import type { StoredSource } from "./source-store.ts"
import type { SeenRecord, Spool, SpoolLine } from "./spool.ts"

export interface Reading {
  readonly digests: Iterable<FoundDigest>
  /** Of kept and refused records alike; of those left out, why. */
  readonly problemsOf: (remoteId: string) => readonly Problem[]
  /** Distinct publishers of the changed records, by key. */
  readonly publishers: ReadonlyMap<string, PublisherFacts>
  /** It went on where another was cut: what slipped from one page to another in between may be missing. */
  readonly resumed: boolean
  /** What an earlier reading saw unchanged, and therefore did not write down, is no longer what we hold. */
  readonly outdated: boolean
}

export interface ReadingOrder {
  /** Of the run. */
  readonly index: RecordIndex
  readonly known: ReadonlyMap<string, KnownRecord>
  readonly memo: ReadingMemo
  readonly spool: Spool
  readonly context: ReadContext
  readonly mapping: SourceMapping
  readonly own: OwnRecords
  /** What we hold is compared anew, as if all of it had changed. */
  readonly anew: boolean
  readonly onRecord?: (count: number) => void
}

/** Throws `HarvestStopped` when the source could not be enumerated to its end or shows nothing at all. */
export async function readSource(connector: Connector, source: StoredSource, order: ReadingOrder): Promise<Reading> {
  const { spool, mapping, own, context, onRecord } = order
  const vocabularies = mappedVocabularies(context.vocabularies, mapping)
  const notes = new Notes(order)
  if (spool.resumedAt !== undefined) for await (const line of spool.lines()) notes.retake(line)
  const resume = spool.resumedAt === undefined ? {} : { resume: { next: spool.resumedAt, met: notes.met } }
  const { isAsBefore } = notes
  for await (const given of connector.records(source, { ...context, vocabularies, isAsBefore, ...resume })) {
    if (given.kind === "page-end") {
      await spool.add(JSON.stringify({ kind: "page-end", next: given.next }))
      continue
    }
    const found = { ...given, remoteId: storableText(given.remoteId) }
    const line = await noteOf(found)
    if (line && (connector.canResume || !line.startsWith(seenBegins))) await spool.add(line)
    onRecord?.(notes.digests.length)
  }
  await spool.close()
  if (!context.since && notes.showNothing()) {
    throw new HarvestStopped("empty-catalogue", "The source answered, but shows no record. Nothing was changed.")
  }
  const { digests, problemsOf, publishers, outdated } = notes
  return { digests, problemsOf, publishers, resumed: spool.resumedAt !== undefined, outdated }

  async function noteOf(found: FoundRecord | AsBefore): Promise<string> {
    if (notes.met.has(found.remoteId)) return notes.take(duplicate(found.remoteId))
    if (found.kind === "as-before") return notes.takeAsBefore(found)
    const mayBeKnownAgain = !(await own.isNamedAsOurs(found))
    return notes.take(mapRecord(await own.withoutOurs(found), mapping, vocabularies), { mayBeKnownAgain })
  }
}

type Hashed = FoundDigest & { readonly hash: string }

/** What the plan needs of each record, kept in memory; the facts themselves go to the spool. */
class Notes {
  readonly digests: PackedList<FoundDigest>
  readonly publishers = new Map<string, PublisherFacts>()
  readonly met: RecordMarks
  outdated = false
  readonly #order: ReadingOrder
  /** The record that the connector asked about and gives next. */
  #asked: { readonly remoteId: string; readonly text: string } | undefined

  constructor(order: ReadingOrder) {
    this.#order = order
    this.digests = new PackedList(foundPacking(order.index))
    this.met = new RecordMarks(order.index)
  }

  readonly problemsOf = (remoteId: string): readonly Problem[] =>
    this.met.has(remoteId) ? this.#order.memo.problemsOf(remoteId) : []

  readonly isAsBefore = (name: string, entry: unknown): boolean => {
    const { known, anew, memo } = this.#order
    const [remoteId, text] = [storableText(name), JSON.stringify(entry)]
    this.#asked = { remoteId, text }
    const before = known.get(remoteId)
    return before !== undefined && !anew && !before.gone && memo.recognises(remoteId, text, before)
  }

  /** Neither a record to keep nor one that came from here. */
  showNothing(): boolean {
    return Iterator.from(this.digests).every(
      ({ kind, remoteId }) => kind === "skipped" && !isOwn(this.problemsOf(remoteId)),
    )
  }

  /** Answers the line to be written down. */
  take(record: FoundRecord, { mayBeKnownAgain = false } = {}): string {
    const { kind, remoteId } = record
    if (kind === "refused" || kind === "skipped") {
      const problems =
        kind === "refused" ? record.problems : (record.problems ?? [problem("left-out", undefined, record.reason)])
      this.#note({ remoteId, kind, hash: "" }, problems)
      return seenLine({ as: kind, remoteId, hash: "", problems })
    }
    const facts = canonicalJson(record.facts)
    const hash = hashOf(facts)
    const files = kind === "dataset" ? { files: record.facts.distributions.length } : {}
    const text = mayBeKnownAgain && this.#asked?.remoteId === remoteId ? this.#asked.text : undefined
    this.#note({ remoteId, kind, hash, ...files }, record.problems, text)
    if (this.#isUnchanged({ remoteId, kind, hash }))
      return seenLine({ as: kind, remoteId, hash, problems: record.problems })
    this.#meet(record.facts.publisher)
    return spoolLine(record, hash, facts)
  }

  takeAsBefore({ remoteId }: AsBefore): string {
    const { kind, hash } = this.#order.known.get(remoteId)!
    this.met.add(remoteId)
    this.digests.push({ remoteId, kind })
    return seenLine({ as: kind, remoteId, hash, problems: this.problemsOf(remoteId) })
  }

  /** A line that an earlier reading wrote down. */
  retake(line: SpoolLine): void {
    if (line.kind === "page-end") return
    const { remoteId, hash, problems = [] } = line
    const files = line.kind === "dataset" ? { files: line.facts.distributions.length } : {}
    this.#note({ remoteId, hash, kind: line.kind === "seen" ? line.as : line.kind, ...files }, problems)
    if (line.kind !== "seen") this.#meet(line.facts.publisher)
    else if (line.hash !== "" && !this.#isUnchanged({ remoteId, hash, kind: line.as })) this.outdated = true
  }

  #note(digest: Hashed, problems: readonly Problem[], text?: string): void {
    const { remoteId, kind, hash } = digest
    this.met.add(remoteId)
    this.digests.push(this.#isUnchanged(digest) ? { remoteId, kind } : digest)
    this.#order.memo.remember(remoteId, text, { kind, hash }, problems)
  }

  #isUnchanged({ remoteId, kind, hash }: Hashed): boolean {
    const before = this.#order.known.get(remoteId)
    return !this.#order.anew && before?.hash === hash && before.kind === kind && !before.gone
  }

  #meet(publisher: PublisherFacts | undefined): void {
    if (publisher) this.publishers.set(publisherKey(publisher), publisher)
  }
}

const seenBegins = '{"kind":"seen"'

function seenLine({ problems, ...seen }: Omit<SeenRecord, "kind">): string {
  return JSON.stringify({ kind: "seen", ...seen, ...(problems?.length ? { problems } : {}) })
}

// The facts are already text: joining beats writing them out a second time.
function spoolLine(record: Extract<FoundRecord, { facts: unknown }>, hash: string, facts: string): string {
  const { kind, remoteId, problems } = record
  return `${JSON.stringify({ kind, remoteId, hash, problems }).slice(0, -1)},"facts":${facts}}`
}

function duplicate(remoteId: string): FoundRecord {
  return {
    kind: "refused",
    remoteId,
    problems: [
      {
        code: "duplicate-id",
        field: "id",
        value: remoteId.slice(0, 200),
        message: "Another record of this source has the same identifier. Give each record an identifier of its own.",
      },
    ],
  }
}
