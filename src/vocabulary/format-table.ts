export type FormatKind =
  | "table"
  | "geo"
  | "graph"
  | "structured"
  | "document"
  | "image"
  | "archive"
  | "service"
  | "page"
  | "media"

export interface FormatInfo {
  /** Our code, upper case. */
  readonly code: string
  readonly label: string
  /** IANA media type, or the usual one where none is registered. */
  readonly mediaType: string
  /** A program can read the data out of it without guessing (MQA's sense). */
  readonly machineReadable: boolean
  /** It usually holds rows and columns. */
  readonly tabular: boolean
  /** Its specification is public and free to use (MQA: non-proprietary). */
  readonly open: boolean
  readonly kind: FormatKind
  /** File name extensions, without the dot. */
  readonly extensions: readonly string[]
  /** Other media types and words met in catalogues. */
  readonly spellings: readonly string[]
}

type Flags = `${"m" | ""}${"t" | ""}${"o" | ""}`
type Line = readonly [
  code: string,
  label: string,
  kind: FormatKind,
  flags: Flags,
  mediaType: string,
  extensions: string,
  spellings: string,
]

// Of formats that share a media type the first owns it, hence ZIP and HTML at the top.
// flags: m = machine-readable, t = tabular, o = open. Codes of the EU file-type table that differ from ours are spellings.
const lines: readonly Line[] = [
  [
    "ZIP",
    "ZIP",
    "archive",
    "o",
    "application/zip",
    "zip",
    "application/x-zip-compressed,archive,archive zip,application/x-zip",
  ],
  [
    "HTML",
    "HTML",
    "page",
    "o",
    "text/html",
    "html,htm,xhtml",
    "web page,page web,site web,website,lien,link,url,lien web,html_simpl,application/xhtml+xml,صفحة واب,موقع واب,www",
  ],
  [
    "CSV",
    "CSV",
    "table",
    "mto",
    "text/csv",
    "csv",
    "application/csv,text/x-csv,text/comma-separated-values,csv utf-8,fichier csv,comma separated values,csv file,csv (séparateur point-virgule)",
  ],
  ["TSV", "TSV", "table", "mto", "text/tab-separated-values", "tsv,tab", "tab separated values"],
  [
    "XLSX",
    "Excel (XLSX)",
    "table",
    "mto",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xlsx,xlsm",
    "excel 2007,office open xml spreadsheet,microsoft excel open xml,openxml,spreadsheetml.sheet,application/vnd.ms-excel.sheet.macroenabled.12",
  ],
  [
    "XLS",
    "Excel (XLS)",
    "table",
    "mt",
    "application/vnd.ms-excel",
    "xls,xlt",
    "excel,ms excel,microsoft excel,application/msexcel,application/x-msexcel,application/excel,fichier excel,feuille excel,excel file,tableur excel,اكسل,إكسل,application/xls,xls (excel)",
  ],
  [
    "ODS",
    "OpenDocument (ODS)",
    "table",
    "mto",
    "application/vnd.oasis.opendocument.spreadsheet",
    "ods",
    "opendocument spreadsheet,calc,libreoffice calc",
  ],
  [
    "PARQUET",
    "Parquet",
    "table",
    "mto",
    "application/vnd.apache.parquet",
    "parquet,pq",
    "apache parquet,application/x-parquet,application/parquet",
  ],
  ["DBF", "dBASE (DBF)", "table", "mt", "application/x-dbf", "dbf", "dbase"],
  ["SQLITE", "SQLite", "table", "mto", "application/vnd.sqlite3", "sqlite,sqlite3,db", "application/x-sqlite3"],
  [
    "MDB",
    "Access (MDB)",
    "table",
    "mt",
    "application/vnd.ms-access",
    "mdb,accdb",
    "access,ms access,application/x-msaccess",
  ],
  ["SAV", "SPSS (SAV)", "table", "mt", "application/x-spss-sav", "sav", "spss"],
  ["DTA", "Stata (DTA)", "table", "mt", "application/x-stata-dta", "dta", "stata"],
  ["JSON", "JSON", "structured", "mo", "application/json", "json", "text/json,application/x-json,fichier json"],
  [
    "JSONL",
    "JSON Lines",
    "structured",
    "mto",
    "application/jsonl",
    "jsonl,ndjson",
    "application/x-ndjson,application/jsonlines,json lines,newline delimited json",
  ],
  ["JSON_STAT", "JSON-stat", "structured", "mo", "application/json", "", "json-stat,jsonstat"],
  ["XML", "XML", "structured", "mo", "application/xml", "xml", "text/xml"],
  [
    "SDMX",
    "SDMX",
    "structured",
    "mo",
    "application/vnd.sdmx.generic+xml",
    "",
    "sdmx-ml,sdmx json,application/vnd.sdmx.data+json",
  ],
  ["YAML", "YAML", "structured", "mo", "application/yaml", "yaml,yml", "text/yaml"],
  [
    "GTFS",
    "GTFS",
    "table",
    "mo",
    "application/zip",
    "gtfs",
    "gtfs zip,gtfs schedule,general transit feed specification",
  ],
  ["GTFS_RT", "GTFS Realtime", "service", "mo", "application/x-protobuf", "", "gtfs-rt,gtfs realtime"],
  ["NETEX", "NeTEx", "structured", "mo", "application/xml", "", "netex"],
  ["GEOJSON", "GeoJSON", "geo", "mto", "application/geo+json", "geojson", "application/vnd.geo+json,geo json,json geo"],
  ["TOPOJSON", "TopoJSON", "geo", "mo", "application/json", "topojson", ""],
  [
    "SHP",
    "Shapefile",
    "geo",
    "mt",
    "application/vnd.shp",
    "shp,shz",
    "shapefile,shape,esri shapefile,esri shape,shape file,zip shp,shp zip,application/x-shapefile,application/shp,fichier de formes",
  ],
  ["GPKG", "GeoPackage", "geo", "mto", "application/geopackage+sqlite3", "gpkg", "geopackage,application/x-gpkg"],
  ["KML", "KML", "geo", "mo", "application/vnd.google-earth.kml+xml", "kml", "google earth"],
  ["KMZ", "KMZ", "geo", "mo", "application/vnd.google-earth.kmz", "kmz", ""],
  ["GML", "GML", "geo", "mo", "application/gml+xml", "gml", "geography markup language"],
  ["GPX", "GPX", "geo", "mo", "application/gpx+xml", "gpx", ""],
  [
    "FILEGDB",
    "File Geodatabase",
    "geo",
    "mt",
    "application/x-filegdb",
    "gdb",
    "fgdb,esri file geodatabase,file gdb,gdb zip",
  ],
  ["MAPINFO", "MapInfo (MIF/TAB)", "geo", "m", "application/x-mapinfo-mif", "mif,mid", "mapinfo,mapinfo tab"],
  ["DXF", "DXF", "geo", "m", "image/vnd.dxf", "dxf", "autocad dxf"],
  ["DWG", "DWG", "geo", "", "image/vnd.dwg", "dwg", "autocad"],
  [
    "GEOTIFF",
    "GeoTIFF",
    "geo",
    "mo",
    "image/tiff; application=geotiff",
    "geotiff,geotif",
    "geotif,cog,cloud optimized geotiff,tiff geo",
  ],
  ["ECW", "ECW", "geo", "m", "image/x-ecw", "ecw", ""],
  ["NETCDF", "NetCDF", "geo", "mo", "application/netcdf", "nc,nc4,cdf", "application/x-netcdf"],
  ["HDF", "HDF", "geo", "mo", "application/x-hdf5", "h5,hdf,hdf5,he5", "hdf5,application/x-hdf"],
  ["GRIB", "GRIB", "geo", "mo", "application/x-grib", "grib,grib2,grb", "grib2"],
  ["LAS", "LAS/LAZ", "geo", "mo", "application/vnd.las", "las,laz", "lidar,application/vnd.laszip"],
  ["RDF_XML", "RDF/XML", "graph", "mo", "application/rdf+xml", "rdf,owl", "rdf,rdf xml"],
  ["RDF_TURTLE", "Turtle", "graph", "mo", "text/turtle", "ttl", "turtle,ttl,application/x-turtle"],
  ["RDF_N_TRIPLES", "N-Triples", "graph", "mo", "application/n-triples", "nt", "n-triples,ntriples"],
  ["RDF_N_QUADS", "N-Quads", "graph", "mo", "application/n-quads", "nq", "n-quads"],
  ["RDF_TRIG", "TriG", "graph", "mo", "application/trig", "trig", ""],
  ["N3", "N3", "graph", "mo", "text/n3", "n3", "notation3"],
  ["JSON_LD", "JSON-LD", "graph", "mo", "application/ld+json", "jsonld", "json ld,jsonld"],
  [
    "WMS",
    "WMS",
    "service",
    "mo",
    "application/vnd.ogc.wms_xml",
    "",
    "ogc wms,ogc:wms,wms_srvc,web map service,service wms,application/vnd.ogc.wms+xml",
  ],
  [
    "WMTS",
    "WMTS",
    "service",
    "mo",
    "application/vnd.ogc.wmts_xml",
    "",
    "ogc wmts,ogc:wmts,wmts_srvc,web map tile service",
  ],
  [
    "WFS",
    "WFS",
    "service",
    "mo",
    "application/vnd.ogc.wfs_xml",
    "",
    "ogc wfs,ogc:wfs,wfs_srvc,web feature service,service wfs",
  ],
  ["WCS", "WCS", "service", "mo", "application/vnd.ogc.wcs_xml", "", "ogc wcs,ogc:wcs,web coverage service"],
  ["OGC_API", "OGC API", "service", "mo", "application/json", "", "ogc api features,ogcapi,ogc api"],
  [
    "ARCGIS",
    "ArcGIS REST",
    "service",
    "m",
    "application/json",
    "",
    "arcgis geoservices rest api,arcgis geoservice,esri rest,arcgis server,esri rest service,arcgis geoservices",
  ],
  ["MAP_PREVIEW", "Map", "page", "", "text/html", "", "map,web map,carte,carte interactive,map_prvw,خريطة تفاعلية"],
  [
    "SPARQL",
    "SPARQL",
    "service",
    "mo",
    "application/sparql-results+json",
    "",
    "sparql,sparqlq,sparqlresults,sparql endpoint",
  ],
  [
    "REST",
    "API",
    "service",
    "mo",
    "application/json",
    "",
    "api,rest,rest api,api rest,api json,web service,service web,webservice,واجهة برمجية",
  ],
  ["RSS", "RSS", "service", "mo", "application/rss+xml", "rss", "flux rss"],
  ["ATOM", "Atom", "service", "mo", "application/atom+xml", "atom", "flux atom"],
  ["ICS", "iCalendar", "structured", "mo", "text/calendar", "ics,ical", "icalendar"],
  [
    "PDF",
    "PDF",
    "document",
    "o",
    "application/pdf",
    "pdf",
    "fichier pdf,adobe pdf,application/x-pdf,acrobat,pdfa1a,pdfa1b,pdfa2a,pdfa2b,pdfa3,pdf a",
  ],
  [
    "DOCX",
    "Word (DOCX)",
    "document",
    "o",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "docx",
    "",
  ],
  ["DOC", "Word (DOC)", "document", "", "application/msword", "doc", "word,ms word,microsoft word"],
  ["ODT", "OpenDocument (ODT)", "document", "o", "application/vnd.oasis.opendocument.text", "odt", ""],
  ["RTF", "RTF", "document", "", "application/rtf", "rtf", "text/rtf"],
  [
    "PPTX",
    "PowerPoint (PPTX)",
    "document",
    "o",
    "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "pptx",
    "",
  ],
  ["PPT", "PowerPoint (PPT)", "document", "", "application/vnd.ms-powerpoint", "ppt,pps", "powerpoint"],
  ["ODP", "OpenDocument (ODP)", "document", "o", "application/vnd.oasis.opendocument.presentation", "odp", ""],
  ["EPUB", "EPUB", "document", "o", "application/epub+zip", "epub", ""],
  ["TXT", "Text", "document", "mo", "text/plain", "txt,asc", "text,texte,plain text,texte brut,نص"],
  ["MARKDOWN", "Markdown", "document", "mo", "text/markdown", "md", "text/x-markdown"],
  ["JPEG", "JPEG", "image", "o", "image/jpeg", "jpg,jpeg,jpe", "image/jpg,image/pjpeg"],
  ["PNG", "PNG", "image", "o", "image/png", "png", ""],
  ["GIF", "GIF", "image", "o", "image/gif", "gif", ""],
  ["TIFF", "TIFF", "image", "o", "image/tiff", "tif,tiff", ""],
  ["SVG", "SVG", "image", "o", "image/svg+xml", "svg", ""],
  ["WEBP", "WebP", "image", "o", "image/webp", "webp", ""],
  ["BMP", "BMP", "image", "o", "image/bmp", "bmp", "image/x-ms-bmp"],
  ["GZIP", "GZip", "archive", "o", "application/gzip", "gz,tgz", "application/x-gzip,gz,gzip"],
  ["TAR", "TAR", "archive", "o", "application/x-tar", "tar", ""],
  ["RAR", "RAR", "archive", "", "application/vnd.rar", "rar", "application/x-rar-compressed"],
  ["7Z", "7z", "archive", "o", "application/x-7z-compressed", "7z", "7zip"],
  ["BZIP2", "BZip2", "archive", "o", "application/x-bzip2", "bz2", ""],
  ["MP3", "MP3", "media", "o", "audio/mpeg", "mp3", ""],
  ["MP4", "MP4", "media", "", "video/mp4", "mp4", "video,vidéo,فيديو"],
  ["R", "R", "structured", "mo", "text/x-r", "r", ""],
  ["RDATA", "R (RData)", "table", "mto", "application/x-r-data", "rdata,rds", ""],
  ["PY", "Python", "structured", "mo", "text/x-python", "py", ""],
  ["EXE", "EXE", "archive", "", "application/vnd.microsoft.portable-executable", "exe", ""],
  ["QGS", "QGIS", "geo", "mo", "application/x-qgis-project", "qgs,qgz", "qgis"],
]

const listed = (text: string): readonly string[] => (text === "" ? [] : text.split(","))

export const formats: readonly FormatInfo[] = lines.map(
  ([code, label, kind, flags, mediaType, extensions, spellings]) => ({
    code,
    label,
    kind,
    mediaType,
    machineReadable: flags.includes("m"),
    tabular: flags.includes("t"),
    open: flags.includes("o"),
    extensions: listed(extensions),
    spellings: listed(spellings),
  }),
)
