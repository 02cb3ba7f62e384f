/**
 * Keeps the index current. It owns two levels, the base (also a file) and the fresh one with all that changed since, and
 * follows the change log: each batch of changes is analysed once and joined to the fresh level; when that has grown, both
 * become a new base. Every step ends in `publish`, which hands the levels over without copying them.
 */
import { officeKinds } from "../../catalogue/index.ts"
import type { Log } from "../../platform/log.ts"
import { documentBits } from "../segment/documents.ts"
import { mergeSegments } from "../segment/merge-segments.ts"
import { Segment } from "../segment/segment.ts"
import { SegmentBuilder } from "../segment/segment-builder.ts"
import type { DocumentSource } from "./document-source.ts"

export interface Levels {
  readonly base: Segment
  /** Numbers of the base's documents that are gone or stand anew in the fresh level. */
  readonly baseDead: ReadonlySet<number>
  readonly fresh?: Segment
  readonly epoch: string
  readonly position: number
  readonly generation: number
}

/** Where the base is kept between starts. */
export interface BaseStore {
  read(): Promise<Segment | undefined>
  write(base: Segment): Promise<void>
}

export interface IndexerOptions {
  readonly source: DocumentSource
  readonly store: BaseStore
  publish(levels: Levels, caughtUp: boolean): void
  readonly log: Log
  /** Changed documents that make a merge worth it: more than this many, and more than this share of the base. */
  readonly mergeFrom?: { readonly documents: number; readonly share: number }
}

const changesPerBatch = 2000

export class Indexer {
  private readonly options: IndexerOptions
  private readonly mergeFrom: { readonly documents: number; readonly share: number }
  private levels: Levels | undefined

  constructor(options: IndexerOptions) {
    this.options = options
    this.mergeFrom = options.mergeFrom ?? { documents: 5000, share: 0.1 }
  }

  /** Reads the kept base if it is of this life of the database, and publishes it at once. */
  async open(): Promise<void> {
    const { source, log } = this.options
    const { epoch, position } = await source.head()
    const generation = await source.generation()
    const base = await this.keptBase()
    if (!base || base.facts.epoch !== epoch || base.facts.generation !== generation || base.facts.position > position)
      return
    log.info({ documents: base.length, position: base.facts.position }, "search index read from its file")
    this.levels = levelsOf(base)
    this.options.publish(this.levels, false)
  }

  /** Brings the index up to the end of the change log. Safe to call at any time, one call after another. */
  async catchUp(): Promise<void> {
    const { source } = this.options
    const { epoch } = await source.head()
    const generation = await source.generation()
    if (!this.levels || this.levels.epoch !== epoch || this.levels.generation < generation)
      await this.rebuild(epoch, generation)
    for (;;) {
      const changes = await source.changesAfter(this.levels!.position, changesPerBatch)
      if (changes.length === 0) break
      await this.apply(changes)
    }
    this.options.publish(this.levels!, true)
  }

  private async keptBase(): Promise<Segment | undefined> {
    try {
      return await this.options.store.read()
    } catch (error) {
      this.options.log.warn({ error: String(error) }, "search index file cannot be used; it is built again")
      return undefined
    }
  }

  private async rebuild(epoch: string, generation: number): Promise<void> {
    const { source, log } = this.options
    const startedAt = performance.now()
    // Read before the datasets: what changes meanwhile is replayed from here, and replaying twice does no harm.
    const { position } = await source.head()
    source.forgetVocabularies()
    const builder = new SegmentBuilder()
    for await (const documents of source.allDocuments()) for (const document of documents) builder.add(document)
    const base = new Segment(builder.finish({ epoch, position, generation }))
    this.levels = levelsOf(base)
    this.options.publish(this.levels, false)
    log.info({ documents: base.length, ms: Math.round(performance.now() - startedAt) }, "search index built")
    await this.keep(base)
  }

  private async apply(changes: Awaited<ReturnType<DocumentSource["changesAfter"]>>): Promise<void> {
    const levels = this.levels!
    const position = changes.at(-1)!.position
    if (changes.some(({ entity }) => vocabularyEntities.has(entity))) {
      await this.rebuild(levels.epoch, levels.generation)
      return
    }
    const ids = await this.changedDatasets(changes)
    this.levels = ids.length === 0 ? { ...levels, position } : await this.withChanged(levels, ids, position)
    if (this.isMergeDue(this.levels)) await this.merge(this.levels)
    this.options.publish(this.levels, false)
  }

  private async changedDatasets(
    changes: readonly { entity: string; entityId: string; kind: string }[],
  ): Promise<readonly string[]> {
    const ids = new Set<string>()
    for (const { entity, entityId, kind } of changes) {
      if (entity === "dataset" && kind !== "measured" && !officeKinds.has(kind)) ids.add(entityId)
      if (entity === "organization" && kind !== "created") {
        for (const id of await this.options.source.datasetsOfOrganization(entityId)) ids.add(id)
      }
    }
    return [...ids]
  }

  private async withChanged(levels: Levels, ids: readonly string[], position: number): Promise<Levels> {
    const { base, fresh, epoch, generation } = levels
    const builder = new SegmentBuilder()
    for (const document of await this.options.source.documentsOf(ids)) builder.add(document)
    const facts = { epoch, position, generation }
    const changed = new Segment(builder.finish(facts))
    const joined = fresh
      ? new Segment(
          mergeSegments(
            [{ segment: fresh, dead: documentBits(fresh.length, numbersIn(fresh, ids)) }, { segment: changed }],
            facts,
          ),
        )
      : changed
    const baseDead = new Set([...levels.baseDead, ...numbersIn(base, ids)])
    return { base, baseDead, epoch, position, generation, ...(joined.length > 0 ? { fresh: joined } : {}) }
  }

  private isMergeDue({ base, baseDead, fresh }: Levels): boolean {
    const changed = Math.max(fresh?.length ?? 0, baseDead.size)
    return changed > this.mergeFrom.documents && changed > base.length * this.mergeFrom.share
  }

  private async merge({ base, baseDead, fresh, epoch, position, generation }: Levels): Promise<void> {
    const startedAt = performance.now()
    const parts = [{ segment: base, dead: documentBits(base.length, baseDead) }, ...(fresh ? [{ segment: fresh }] : [])]
    const merged = new Segment(mergeSegments(parts, { epoch, position, generation }))
    this.levels = levelsOf(merged)
    this.options.log.info(
      { documents: merged.length, ms: Math.round(performance.now() - startedAt) },
      "search index merged",
    )
    await this.keep(merged)
  }

  // A full disk must not stop the search: without its file the next start only takes longer.
  private async keep(base: Segment): Promise<void> {
    try {
      await this.options.store.write(base)
    } catch (error) {
      this.options.log.error({ error: String(error) }, "search index could not be written to its file")
    }
  }
}

const vocabularyEntities = new Set(["theme", "licence", "place"])

function levelsOf(base: Segment): Levels {
  const { epoch, position, generation } = base.facts
  return { base, baseDead: new Set(), epoch, position, generation }
}

function numbersIn(segment: Segment, ids: readonly string[]): readonly number[] {
  return ids.map((id) => segment.ids.find(id)).filter((number) => number !== -1)
}
