/**
 * What 17-069r4 (OGC API – Features, Part 1) and RFC 7946 demand of documents, after the schemas of the standard
 * (core/openapi/schemas), read in November 2026.
 */
import { z } from "zod"

const address = z.string().refine((href) => URL.canParse(href), "an absolute address")
export const link = z.object({
  href: address,
  rel: z.string().min(1),
  type: z.string().optional(),
  title: z.string().min(1).optional(),
})
const links = z.array(link)

export const landingPage = z.object({ title: z.string(), description: z.string(), links })
export const confClasses = z.object({ conformsTo: z.array(address) })

const numbers = z.array(z.number())
export const collection = z.object({
  id: z.string(),
  title: z.string().min(1),
  description: z.string().optional(),
  links,
  extent: z.object({
    spatial: z
      .object({ bbox: z.array(z.union([numbers.length(4), numbers.length(6)])).min(1), crs: address })
      .optional(),
    temporal: z
      .object({ interval: z.array(z.array(z.iso.datetime({ offset: true }).nullable()).length(2)).min(1) })
      .optional(),
  }),
  itemType: z.literal("feature"),
  crs: z.array(address).min(1),
})
export const collections = z.object({ links, collections: z.array(collection) })

const position = z.array(z.number()).min(2).max(3)
const line = z.array(position).min(2)
const ring = z
  .array(position)
  .min(4)
  .refine((corners) => JSON.stringify(corners[0]) === JSON.stringify(corners.at(-1)), "a ring is closed")
const geometry = z.discriminatedUnion("type", [
  z.object({ type: z.literal("Point"), coordinates: position }),
  z.object({ type: z.literal("MultiPoint"), coordinates: z.array(position) }),
  z.object({ type: z.literal("LineString"), coordinates: line }),
  z.object({ type: z.literal("MultiLineString"), coordinates: z.array(line) }),
  z.object({ type: z.literal("Polygon"), coordinates: z.array(ring) }),
  z.object({ type: z.literal("MultiPolygon"), coordinates: z.array(z.array(ring)) }),
])
const featureFields = {
  type: z.literal("Feature"),
  id: z.union([z.string(), z.number()]),
  geometry: geometry.nullable(),
  properties: z.record(z.string(), z.unknown()).nullable(),
}
export const feature = z.object({ ...featureFields, links })
export const featureCollection = z.object({
  type: z.literal("FeatureCollection"),
  features: z.array(z.object(featureFields)),
  links,
  timeStamp: z.iso.datetime(),
  numberMatched: z.int().min(0).optional(),
  numberReturned: z.int().min(0),
})
