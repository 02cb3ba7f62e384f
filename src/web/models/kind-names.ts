/** What the kinds of portals are called, in every language. */
export const kindNames: Readonly<Record<string, string>> = {
  ckan: "CKAN",
  csw: "CSW",
  dcat: "DCAT",
  datajson: "data.json",
  nada: "NADA",
  oaipmh: "OAI-PMH",
  records: "OGC API – Records",
  udata: "udata",
  ods: "Opendatasoft",
  stac: "STAC",
  files: "CSV, XLSX",
  arcgis: "ArcGIS",
  ogc: "OGC",
}
