import type { FastifyReply } from "fastify"
import { z } from "zod"
import { isPublicDataset } from "../../catalogue/index.ts"
import { inLanguage, type Language, richTextToPlain } from "../../texts/index.ts"
import { Gate } from "../ckan/gate.ts"
import { readCursor, writeCursor } from "../rest/cursor.ts"
import { textParameter } from "../rest/parameters.ts"
import { type Asked, sendAs } from "./asked.ts"
import { placedTables } from "./collection-store.ts"
import { crs84, extentOf } from "./extent.ts"
import { readLimit } from "./items-question.ts"
import { type Link, mediaTypes, nextPage, selfAndPage } from "./links.ts"
import { type Collection, collectionOf, type PlacedTable } from "./placed-table.ts"
import { parameterTexts, resourceTexts } from "./texts.ts"

export const collectionsParameters = {
  limit: textParameter(parameterTexts.limit),
  cursor: textParameter(parameterTexts.cursor),
}
export const collectionLimits = { otherwise: 100, most: 1000 }

/** The columns of thousands of tables are looked through: few lists are made at once. */
const gate = new Gate({ places: 2, seats: 100 })

const position = z.strictObject({ after: z.uuid() })

/** Collections in pages (17-069r4 §7.13): there may be thousands. */
export async function showCollections(asked: Asked): Promise<FastifyReply> {
  const { deps, given } = asked
  const limit = readLimit(given.limit as string | undefined, collectionLimits)
  const after = given.cursor === undefined ? undefined : readCursor(String(given.cursor), position).after
  const found = await gate.pass(() => placedTables(deps.db, { after, limit: limit + 1 }))
  const shown = found.slice(0, limit)
  const collections = []
  // One after the other: an extent may be a question to the engine, which refuses a crowd.
  for (const one of await withDatasets(shown, asked)) {
    asked.gone.throwIfAborted()
    const self = { href: asked.href(`/collections/${one.table.id}`), rel: "self", type: mediaTypes.json }
    collections.push(await collectionToJson(one, asked, [self]))
  }
  const next = found.length > limit ? [nextPage(asked, writeCursor({ after: shown.at(-1)!.id }))] : []
  return sendAs(asked, mediaTypes.json, { links: [...selfAndPage(asked), ...next], collections })
}

async function withDatasets(tables: readonly PlacedTable[], { deps }: Asked): Promise<Collection[]> {
  const datasets = await deps.datasets.byIds([...new Set(tables.map(({ datasetId }) => datasetId))])
  const byId = new Map(datasets.filter(isPublicDataset).map((dataset) => [dataset.id, dataset]))
  return tables.flatMap((table) => {
    const dataset = byId.get(table.datasetId)
    const distribution = dataset?.distributions.find(({ id }) => id === table.distributionId)
    const collection = dataset && distribution && collectionOf(table, { dataset, distribution })
    return collection ? [collection] : []
  })
}

export async function showCollection(asked: Asked, collection: Collection): Promise<FastifyReply> {
  return sendAs(asked, mediaTypes.json, await collectionToJson(collection, asked, selfAndPage(asked)))
}

async function collectionToJson(collection: Collection, asked: Asked, itself: readonly Link[]) {
  const { table, dataset } = collection
  const { language } = asked
  const description = inLanguage(dataset.description, language)?.text
  return {
    id: table.id,
    title: titleOf(collection, language),
    ...(description ? { description: richTextToPlain(description) } : {}),
    attribution: inLanguage(dataset.organization.name, language)?.text,
    extent: await extentOf(collection, asked),
    itemType: "feature",
    crs: [crs84],
    links: [...itself, ...linksOf(collection, asked)],
  }
}

/** The dataset; its file and the sheet or layer in it, where they have names of their own. */
export function titleOf({ dataset, distribution, table }: Collection, language: Language): string {
  const titles = [inLanguage(dataset.title, language)?.text, inLanguage(distribution.title, language)?.text, table.name]
  return [...new Set(titles.filter((title) => title))].join(" — ")
}

function linksOf({ table, dataset }: Collection, { href, deps, language }: Asked): Link[] {
  const path = `/collections/${table.id}`
  const licence = deps.vocabularies().licences.find(({ code }) => code === dataset.licence?.code)
  const title = (name: keyof typeof resourceTexts) => resourceTexts[name][language]
  return [
    { href: href(`${path}/items`), rel: "items", type: mediaTypes.geojson, title: title("items") },
    {
      href: href(`${path}/queryables`),
      rel: "http://www.opengis.net/def/rel/ogc/1.0/queryables",
      type: mediaTypes.schema,
      title: title("queryables"),
    },
    {
      href: `${deps.baseUrl}/id/dataset/${dataset.id}`,
      rel: "describedby",
      type: mediaTypes.html,
      title: title("dataset"),
    },
    ...(licence?.url ? [{ href: licence.url, rel: "license", title: title("licence") }] : []),
  ]
}
