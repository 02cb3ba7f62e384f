/** Documents in the shape of STAC 1.0, built for these tests. */

export const landCover = {
  type: "Collection",
  stac_version: "1.0.0",
  stac_extensions: ["https://stac-extensions.github.io/item-assets/v1.0.0/schema.json"],
  id: "occupation-du-sol",
  title: "خريطة استعمالات الأراضي بولايات الشمال الغربي",
  description: "تصنيف استعمالات الأراضي من صور **Sentinel-2** حسب المعتمدية.",
  keywords: ["استعمالات الأراضي", "occupation du sol"],
  license: "CC-BY-4.0",
  created: "2024-01-15T00:00:00Z",
  updated: "2026-02-01T00:00:00Z",
  version: "2.1",
  providers: [
    { name: "ESA", roles: ["licensor"], url: "https://www.esa.int/" },
    { name: "المركز الوطني للاستشعار عن بعد", roles: ["producer", "host"], url: "https://cnct.example/" },
  ],
  extent: {
    spatial: {
      bbox: [
        [8.1, 36.1, 9.9, 37.3],
        [8.1, 36.1, 8.9, 36.9],
      ],
    },
    temporal: { interval: [["2017-03-28T00:00:00Z", null]] },
  },
  summaries: {
    platform: ["sentinel-2a", "sentinel-2b"],
    instruments: ["msi"],
    "eo:cloud_cover": { minimum: 0, maximum: 20 },
  },
  assets: {
    thumbnail: { href: "./thumbnail.png", type: "image/png", roles: ["thumbnail"] },
    legend: {
      href: "./files/legend.csv",
      title: "مفتاح الخريطة",
      type: "text/csv",
      roles: ["data"],
      "file:size": 2048,
    },
  },
  item_assets: {
    visual: {
      title: "True colour",
      type: "image/tiff; application=geotiff; profile=cloud-optimized",
      roles: ["visual"],
    },
    classes: { title: "Classes", type: "image/tiff; application=geotiff; profile=cloud-optimized", roles: ["data"] },
    preview: { type: "image/png", roles: ["thumbnail"] },
    bounds: { type: "application/geo+json", roles: ["data"] },
  },
  links: [
    { rel: "self", type: "application/json", href: "https://stac.example/collections/occupation-du-sol" },
    { rel: "root", type: "application/json", href: "https://stac.example/" },
    { rel: "items", type: "application/geo+json", href: "https://stac.example/collections/occupation-du-sol/items" },
    { rel: "license", href: "https://creativecommons.org/licenses/by/4.0/" },
    { rel: "about", type: "text/html", href: "https://cnct.example/occupation" },
  ],
}

export function collectionNamed(id: string, more: Readonly<Record<string, unknown>> = {}) {
  return {
    type: "Collection",
    stac_version: "1.0.0",
    id,
    description: `Images aériennes de la campagne ${id}`,
    license: "CC0-1.0",
    extent: { spatial: { bbox: [[7.5, 30.2, 11.6, 37.4]] }, temporal: { interval: [[null, null]] } },
    links: [],
    ...more,
  }
}

export function catalogueOf(...children: readonly string[]) {
  return {
    type: "Catalog",
    stac_version: "1.0.0",
    id: "racine",
    description: "Catalogue d'images",
    links: [
      { rel: "root", href: "/catalog.json" },
      ...children.map((href) => ({ rel: "child", type: "application/json", href })),
    ],
  }
}
