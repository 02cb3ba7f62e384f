/** Answers in the shape of ArcGIS Server (REST API 10.9) and ArcGIS Hub, built for these tests. */

export const root = "https://sig.example/arcgis/rest/services"

const webMercator = { wkid: 102100, latestWkid: 3857 }

export const forests = {
  currentVersion: 10.91,
  serviceDescription: "<p>حدود الغابات و<b>المحميات</b> حسب الولاية.</p>",
  mapName: "Layers",
  description: "",
  copyrightText: "© 2023 الإدارة العامة للغابات",
  supportedQueryFormats: "JSON, geoJSON, PBF",
  capabilities: "Map,Query,Data",
  supportedExtensions: "KmlServer, WMSServer",
  layers: [
    { id: 0, name: "المحميات الطبيعية", parentLayerId: 2, subLayerIds: null },
    { id: 1, name: "مسالك", parentLayerId: 2, subLayerIds: null },
    { id: 2, name: "الغابات", subLayerIds: [0, 1] },
  ],
  tables: [{ id: 3, name: "جدول الحرائق" }],
  fullExtent: { xmin: 834_000, ymin: 3_530_000, xmax: 1_290_000, ymax: 4_490_000, spatialReference: webMercator },
  documentInfo: { Title: "الغابات والمحميات", Author: "gis_admin", Keywords: "غابات,محميات" },
}

export const forestLayers = {
  layers: [
    {
      id: 0,
      name: "المحميات الطبيعية",
      type: "Feature Layer",
      description: "حدود المحميات",
      copyrightText: "",
      extent: {
        xmin: 939_258.2,
        ymin: 4_300_621.37,
        xmax: 1_113_194.91,
        ymax: 4_439_106.79,
        spatialReference: webMercator,
      },
      timeInfo: { timeExtent: [-315_619_200_000, 1_704_067_200_000] },
      editingInfo: { lastEditDate: 1_709_251_200_000 },
    },
    {
      id: 1,
      name: "مسالك",
      type: "Feature Layer",
      extent: { xmin: 8.1, ymin: 36.2, xmax: 9.4, ymax: 37.3, spatialReference: { wkid: 4326 } },
    },
    { id: 2, name: "الغابات", type: "Group Layer", subLayerIds: [0, 1] },
  ],
  tables: [{ id: 3, name: "جدول الحرائق", type: "Table" }],
}

export const soils = {
  serviceDescription: "Carte pédologique au 1/50 000",
  copyrightText: 'Données sous licence <a href="https://creativecommons.org/licenses/by/4.0/">CC BY</a>.',
  capabilities: "Query",
  layers: [{ id: 0, name: "Sols", subLayerIds: null }],
  tables: [],
  fullExtent: { xmin: 430_000, ymin: 3_900_000, xmax: 640_000, ymax: 4_130_000, spatialReference: { wkid: 32632 } },
}

export const aerial = {
  serviceDescription: "",
  description: "Orthophotos du Grand Tunis",
  copyrightText: "OTC, CNCT",
  fullExtent: { xmin: "NaN", ymin: "NaN", xmax: "NaN", ymax: "NaN", spatialReference: { wkid: 4326 } },
}

export const tokenRequired = { error: { code: 499, message: "Token Required", details: [] } }
export const notStarted = { error: { code: 500, message: "Service Forets/Sols not started", details: [] } }

/** Three folders, one of them closed; a printing service; one name as map and as features. */
export const server = {
  "/arcgis/rest/services?f=json": {
    currentVersion: 10.91,
    folders: ["Forets", "Prive"],
    services: [{ name: "Ortho_2022", type: "ImageServer" }],
  },
  "/arcgis/rest/services/Forets?f=json": {
    services: [
      { name: "Forets/Zones", type: "MapServer" },
      { name: "Forets/Zones", type: "FeatureServer" },
      { name: "Forets/Sols", type: "MapServer" },
      { name: "Forets/Impression", type: "GPServer" },
      { name: "Forets/Interne", type: "MapServer" },
    ],
  },
  "/arcgis/rest/services/Prive?f=json": tokenRequired,
  "/arcgis/rest/services/Ortho_2022/ImageServer?f=json": aerial,
  "/arcgis/rest/services/Forets/Zones/FeatureServer?f=json": { ...forests, supportedExtensions: undefined },
  "/arcgis/rest/services/Forets/Zones/FeatureServer/layers?f=json": forestLayers,
  "/arcgis/rest/services/Forets/Zones/MapServer?f=json": forests,
  "/arcgis/rest/services/Forets/Zones/MapServer/layers?f=json": forestLayers,
  "/arcgis/rest/services/Forets/Sols/MapServer?f=json": soils,
  "/arcgis/rest/services/Forets/Interne/MapServer?f=json": tokenRequired,
}

const itemId = "f6565516d1354383b25793e630cf3f2b"

/** One dataset of a Hub in its DCAT-US feed. */
export const hubDataset = {
  "@type": "dcat:Dataset",
  identifier: `https://www.arcgis.com/home/item.html?id=${itemId}&sublayer=5`,
  landingPage: "https://hub.example/datasets/espaces-verts",
  title: "المساحات الخضراء ببلدية أريانة",
  description: "<p>المساحات الخضراء والحدائق العمومية</p>",
  keyword: ["بيئة"],
  issued: "2022-07-29T10:07:13.000Z",
  modified: "2022-07-29T11:29:07.556Z",
  publisher: { name: "بلدية أريانة" },
  contactPoint: { "@type": "vcard:Contact", fn: "الإدارة الفنية", hasEmail: "mailto:sig@ariana.example" },
  accessLevel: "public",
  spatial: "10.12,36.83,10.27,36.92",
  license: '<p>Licence <a href="https://creativecommons.org/licenses/by/4.0/">CC BY 4.0</a></p>',
  distribution: [
    {
      "@type": "dcat:Distribution",
      title: "ArcGIS Hub Dataset",
      format: "Web Page",
      mediaType: "text/html",
      accessURL: "https://hub.example/datasets/espaces-verts",
    },
    {
      "@type": "dcat:Distribution",
      title: "ArcGIS GeoService",
      format: "ArcGIS GeoServices REST API",
      mediaType: "application/json",
      accessURL: "https://services.example/arcgis/rest/services/espaces_verts/FeatureServer/5",
    },
    {
      "@type": "dcat:Distribution",
      title: "CSV",
      format: "CSV",
      mediaType: "text/csv",
      accessURL: `https://hub.example/api/download/v1/items/${itemId}/csv?layers=5`,
    },
  ],
  theme: ["geospatial"],
}

const item = {
  title: "المساحات الخضراء ببلدية أريانة",
  type: "Feature Service",
  description: "<p>المساحات الخضراء والحدائق العمومية</p>",
  tags: ["بيئة"],
  created: 1_659_089_233_000,
  modified: 1_659_094_147_556,
  owner: "sig_ariana",
  source: "بلدية أريانة",
  access: "public",
  licenseInfo: hubDataset.license,
  url: "https://services.example/arcgis/rest/services/espaces_verts/FeatureServer",
}

/** The same in the search API of the first version, and of the third. */
export function searchItem(id = `${itemId}_5`, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    type: "Feature",
    geometry: null,
    properties: {
      ...item,
      extent: [
        [10.12, 36.83],
        [10.27, 36.92],
      ],
      ...more,
    },
  }
}

export function datasetResource(id = `${itemId}_5`) {
  const { title: name, licenseInfo, ...attributes } = item
  const extent = {
    type: "envelope",
    coordinates: [
      [10.12, 36.83],
      [10.27, 36.92],
    ],
  }
  return { id, type: "dataset", attributes: { ...attributes, name, licenseInfo, extent } }
}
