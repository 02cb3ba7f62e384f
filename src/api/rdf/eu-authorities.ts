/** Authority tables of the EU Publications Office, which DCAT-AP prescribes. */
const authority = "http://publications.europa.eu/resource/authority"

export type AuthorityTable = "access-right" | "country" | "data-theme" | "file-type" | "frequency" | "language"

export function authorityIri(table: AuthorityTable, code?: string): string {
  return code === undefined ? `${authority}/${table}` : `${authority}/${table}/${code}`
}

// ISO 639-1 codes with the ISO 639-3 ones that the language table has.
const languages =
  "aa:AAR ab:ABK ae:AVE af:AFR ak:AKA am:AMH an:ARG ar:ARA as:ASM av:AVA ay:AYM az:AZE ba:BAK be:BEL bg:BUL bi:BIS bm:BAM " +
  "bn:BEN bo:BOD br:BRE bs:BOS ca:CAT ce:CHE ch:CHA co:COS cr:CRE cs:CES cu:CHU cv:CHV cy:CYM da:DAN de:DEU dv:DIV dz:DZO " +
  "ee:EWE el:ELL en:ENG eo:EPO es:SPA et:EST eu:EUS fa:FAS ff:FUL fi:FIN fj:FIJ fo:FAO fr:FRA fy:FRY ga:GLE gd:GLA gl:GLG " +
  "gn:GRN gu:GUJ gv:GLV ha:HAU he:HEB hi:HIN ho:HMO hr:HRV ht:HAT hu:HUN hy:HYE hz:HER ia:INA id:IND ie:ILE ig:IBO ii:III " +
  "ik:IPK io:IDO is:ISL it:ITA iu:IKU ja:JPN jv:JAV ka:KAT kg:KON ki:KIK kj:KUA kk:KAZ kl:KAL km:KHM kn:KAN ko:KOR kr:KAU " +
  "ks:KAS ku:KUR kv:KOM kw:COR ky:KIR la:LAT lb:LTZ lg:LUG li:LIM ln:LIN lo:LAO lt:LIT lu:LUB lv:LAV mg:MLG mh:MAH mi:MRI " +
  "mk:MKD ml:MAL mn:MON mr:MAR ms:MSA mt:MLT my:MYA na:NAU nb:NOB nd:NDE ne:NEP ng:NDO nl:NLD nn:NNO no:NOR nr:NBL nv:NAV " +
  "ny:NYA oc:OCI oj:OJI om:ORM or:ORI os:OSS pa:PAN pi:PLI pl:POL ps:PUS pt:POR qu:QUE rm:ROH rn:RUN ro:RON ru:RUS rw:KIN " +
  "sa:SAN sc:SRD sd:SND se:SME sg:SAG si:SIN sk:SLK sl:SLV sm:SMO sn:SNA so:SOM sq:SQI sr:SRP ss:SSW st:SOT su:SUN sv:SWE " +
  "sw:SWA ta:TAM te:TEL tg:TGK th:THA ti:TIR tk:TUK tl:TGL tn:TSN to:TON tr:TUR ts:TSO tt:TAT tw:TWI ty:TAH ug:UIG uk:UKR " +
  "ur:URD uz:UZB ve:VEN vi:VIE vo:VOL wa:WLN wo:WOL xh:XHO yi:YID yo:YOR za:ZHA zh:ZHO zu:ZUL"
const languageCodes = new Map(languages.split(" ").map((pair) => pair.split(":") as [string, string]))

/** The language table has no scripts and regions: `zh-hant` is Chinese there. */
export function languageIri(tag: string): string | undefined {
  const primary = tag.split("-")[0]!.toLowerCase()
  const code =
    languageCodes.get(primary) ?? (/^[a-z]{3}$/.test(primary) && primary !== "und" ? primary.toUpperCase() : "")
  return code === "" ? undefined : authorityIri("language", code)
}

// Formats of ours under the same code in the file-type table.
const sameFileTypes = new Set(
  (
    "7Z ATOM BMP CSV DBF DOC DOCX DWG DXF ECW EPUB EXE GEOJSON GEOTIFF GIF GML GPKG GPX GTFS GZIP HDF HTML ICS JPEG JSON " +
    "JSON_LD KML KMZ LAS MDB N3 NETCDF ODP ODS ODT PARQUET PDF PNG PPT PPTX QGS RAR RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG " +
    "RDF_TURTLE RDF_XML REST RSS RTF SHP TAR TIFF TSV TXT XLS XLSX XML ZIP"
  ).split(" "),
)
const otherFileTypes: Readonly<Record<string, string>> = {
  WMS: "WMS_SRVC",
  WFS: "WFS_SRVC",
  WMTS: "WMTS_SRVC",
  SPARQL: "SPARQLQ",
  MAP_PREVIEW: "MAP_PRVW",
  FILEGDB: "GDB",
}

/** Nothing for a format that the table lacks; its media type says then what it is. */
export function fileTypeIri(format: string | undefined): string | undefined {
  if (format === undefined) return undefined
  const code = sameFileTypes.has(format) ? format : otherFileTypes[format]
  return code && authorityIri("file-type", code)
}
