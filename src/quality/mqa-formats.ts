/**
 * The two lists of file types by which MQA judges, in the codes of the EU file-type table. They are kept as they are, so
 * that our points are comparable; what they lack (Parquet, GeoPackage…) is judged by our own table of formats beside them.
 */
import { formatInfo } from "../vocabulary/index.ts"

const machineReadable = new Set(
  (
    "CSV GEOJSON ICS JSON JSON_LD KML KMZ NETCDF ODS RDFA RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG RDF_TURTLE RDF_XML RSS SHP " +
    "XLS XLSX XML"
  ).split(" "),
)
const nonProprietary = new Set(
  (
    "BMP CSV DBF GEOJSON GZIP HTML ICS JPEG2000 JSON JSON_LD KML KMZ NETCDF ODS PNG RDF_N_QUADS RDF_N_TRIPLES RDF_TRIG " +
    "RDF_TURTLE RDF_XML RSS RTF TAR TIFF TSV TXT WMS_SRVC XML ZIP"
  ).split(" "),
)

// Where our code is not the EU one.
const euCodes: Readonly<Record<string, string>> = { WMS: "WMS_SRVC" }

export function isMachineReadable(format: string | undefined): boolean {
  return format !== undefined && machineReadable.has(euCodes[format] ?? format)
}

export function isNonProprietary(format: string | undefined): boolean {
  return format !== undefined && nonProprietary.has(euCodes[format] ?? format)
}

/** MQA's list, or our own table, which knows the formats that came after it. */
export function isMachineReadableToday(format: string | undefined): boolean {
  return isMachineReadable(format) || (format !== undefined && formatInfo(format)?.machineReadable === true)
}

/** MQA's list, or our own table for the formats that MQA has never judged (it does judge XLSX, as not open). */
export function isOpenToday(format: string | undefined): boolean {
  if (isNonProprietary(format)) return true
  return format !== undefined && !machineReadable.has(format) && formatInfo(format)?.open === true
}
