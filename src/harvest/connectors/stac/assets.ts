import type { DistributionFacts } from "../../../catalogue/index.ts"
import {
  compact,
  isObject,
  type JsonObject,
  lineOf,
  listOf,
  problem,
  type RecordContext,
  readByteSize,
  readDate,
  readFormat,
  readLocalised,
  readUrl,
} from "../../reading/index.ts"
import { absolute } from "../shared/links.ts"

const assetLimit = 1_000
const typeLimit = 30
const forEyes = new Set(["thumbnail", "overview", "preview", "metadata", "visual-preview"])

interface Asset {
  readonly key: string
  readonly raw: JsonObject
}

function assetsIn(raw: unknown, field: string, { problems }: RecordContext): readonly Asset[] {
  if (!isObject(raw)) return []
  const entries = Object.entries(raw)
  if (entries.length > assetLimit) problems.push(problem("too-many-values", field, entries.length))
  return entries
    .slice(0, assetLimit)
    .flatMap(([key, asset]) => (isObject(asset) ? [{ key, raw: asset }] : []))
    .filter(
      ({ raw: { roles } }) =>
        listOf(roles).length === 0 || listOf(roles).some((role) => !forEyes.has(String(lineOf(role)))),
    )
}

/** Files of the collection itself. */
export function distributionsFromAssets(raw: unknown, base: string, context: RecordContext): DistributionFacts[] {
  const { problems, language } = context
  return assetsIn(raw, "assets", context).flatMap(({ key, raw: asset }) => {
    const path = `assets.${key}`
    const url = readUrl(absolute(webAddress(asset), base), `${path}.href`, problems)
    if (url === undefined) {
      problems.push(problem("distribution-without-url", path, asset.title))
      return []
    }
    const read = readFormat({ format: formatIn(asset.type), mediaType: asset.type, url }, `${path}.type`, context)
    return [
      compact<DistributionFacts>({
        remoteId: `assets/${key}`.toWellFormed().replaceAll("\0", "").slice(0, 400),
        title: readLocalised([[asset.title, `${path}.title`]], { shape: "line", language }, problems),
        description: readLocalised([[asset.description, `${path}.description`]], { shape: "text", language }, problems),
        ...(read.format === "HTML" ? { accessUrl: url } : { downloadUrl: url }),
        ...read,
        byteSize: readByteSize(asset["file:size"], `${path}.file:size`, problems),
        issued: readDate(asset.created, `${path}.created`, problems),
        modified: readDate(asset.updated, `${path}.updated`, problems),
      }),
    ]
  })
}

/** Assets may live in a bucket and be reachable by the web under another address (alternate-assets extension). */
function webAddress({ href, alternate }: JsonObject): unknown {
  if (typeof href !== "string" || !/^(?!https?:)[a-z][a-z0-9+.-]*:\/\//i.test(href) || !isObject(alternate)) return href
  const others = Object.values(alternate).map((other) => (isObject(other) ? other.href : undefined))
  return others.find((other) => typeof other === "string" && /^https?:\/\//i.test(other)) ?? href
}

/**
 * What the items hold, as one distribution for each media type rather than one for each item: its title names the assets, and
 * it leads to where the items are.
 */
export function distributionsFromItems(raw: unknown, accessUrl: string, context: RecordContext): DistributionFacts[] {
  const byType = new Map<string, string[]>()
  for (const { key, raw: asset } of assetsIn(raw, "item_assets", context)) {
    const type = lineOf(asset.type)?.slice(0, 200)
    if (type === undefined || (byType.size >= typeLimit && !byType.has(type))) continue
    const names = byType.get(type) ?? []
    byType.set(type, names)
    names.push(lineOf(asset.title) ?? lineOf(key) ?? type)
  }
  return [...byType].map(([type, names]) => {
    const title = names.slice(0, 10).join(", ").slice(0, 300).toWellFormed()
    return compact<DistributionFacts>({
      remoteId: `item_assets/${type}`,
      title: readLocalised([[title, "item_assets"]], { shape: "line", language: context.language }, context.problems),
      accessUrl,
      ...readFormat({ format: formatIn(type), mediaType: type }, "item_assets", context),
    })
  })
}

/** STAC names GeoTIFF by a parameter of the media type. */
function formatIn(type: unknown): string | undefined {
  return /application=geotiff/i.test(lineOf(type) ?? "") ? "GeoTIFF" : undefined
}
