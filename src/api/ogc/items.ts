import { createHash } from "node:crypto"
import type { FastifyReply } from "fastify"
import { matchesEtag, NotFound } from "../../platform/http/index.ts"
import { defaultReadLimits, readQuestion, readRows } from "../../tabular/index.ts"
import { type Asked, sendAs } from "./asked.ts"
import { isRow } from "./conditions.ts"
import { featureOf, rowOf } from "./feature.ts"
import { itemsQuestion } from "./items-question.ts"
import { type Link, mediaTypes, nextPage, selfAndPage } from "./links.ts"
import type { Collection } from "./placed-table.ts"

/** A page of features (17-069r4 §7.15). */
export async function showItems(asked: Asked, collection: Collection): Promise<FastifyReply> {
  const { reply, deps } = asked
  const question = itemsQuestion(collection, asked)
  if (isKnown(asked, collection)) return reply.code(304).send()
  const limits = { ...defaultReadLimits, signal: asked.gone }
  const page = await readRows({ engine: deps.engine, table: collection.table.version, question, limits })
  const next = page.next === undefined ? undefined : nextPage(asked, page.next, mediaTypes.geojson)
  if (next) reply.header("link", `<${next.href}>; rel="next"`)
  return sendAs(asked, mediaTypes.geojson, {
    type: "FeatureCollection",
    // An estimate is no number of matches.
    ...(page.countType === "exact" ? { numberMatched: page.total } : {}),
    numberReturned: page.rows.length,
    timeStamp: deps.clock.now().toISOString(),
    links: [...selfAndPage(asked, mediaTypes.geojson), ...(next ? [next] : []), collectionLink(asked, collection)],
    features: page.rows.map((row) => featureOf(row, collection)),
  })
}

/** One feature (17-069r4 §7.16). */
export async function showItem(asked: Asked, collection: Collection): Promise<FastifyReply> {
  const { reply, deps, request } = asked
  const { version } = collection.table
  const row = rowOf((request.params as { featureId: string }).featureId, collection)
  if (row === undefined) throw new NotFound("No feature of this version of the table has this identifier")
  if (isKnown(asked, collection)) return reply.code(304).send()
  const question = { ...readQuestion(version, []), where: [isRow(row)], limit: 1 }
  const limits = { ...defaultReadLimits, signal: asked.gone }
  const [found] = (await readRows({ engine: deps.engine, table: version, question, limits })).rows
  if (!found) throw new NotFound("No feature of this version of the table has this identifier")
  const links = [...selfAndPage(asked, mediaTypes.geojson), collectionLink(asked, collection)]
  return sendAs(asked, mediaTypes.geojson, { ...featureOf(found, collection), links })
}

/** The same question of the same version by the same program has the same answer. */
function isKnown({ request, reply, deps }: Asked, { table }: Collection): boolean {
  const name = JSON.stringify([table.version.parquet.sha256, table.version.number, request.url, deps.version])
  const etag = `W/"${createHash("sha256").update(name).digest("base64url").slice(0, 22)}"`
  reply.header("etag", etag)
  return matchesEtag(request.headers["if-none-match"], etag)
}

function collectionLink({ href }: Asked, { table }: Collection): Link {
  return { href: href(`/collections/${table.id}`), rel: "collection", type: mediaTypes.json }
}
