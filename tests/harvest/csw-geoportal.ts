/** A Tunisian geoportal built for tests, in Arabic and French, and a server that answers CSW with the habits of real ones. */
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"

const namespaces = [
  `xmlns:gmd="http://www.isotc211.org/2005/gmd" xmlns:gco="http://www.isotc211.org/2005/gco"`,
  `xmlns:gmx="http://www.isotc211.org/2005/gmx" xmlns:srv="http://www.isotc211.org/2005/srv"`,
  `xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink"`,
].join(" ")

const code = (name: string, value: string) => `<gmd:${name} codeList="#${name}" codeListValue="${value}"/>`
const string = (text: string) => `<gco:CharacterString>${text}</gco:CharacterString>`

/** A text of the record's language with its translations, as GeoNetwork writes them. */
export function freeText(name: string, text: string, translations: Readonly<Record<string, string>> = {}): string {
  const groups = Object.entries(translations).map(
    ([locale, translated]) =>
      `<gmd:textGroup><gmd:LocalisedCharacterString locale="#${locale}">${translated}</gmd:LocalisedCharacterString></gmd:textGroup>`,
  )
  const free = groups.length > 0 ? `<gmd:PT_FreeText>${groups.join("")}</gmd:PT_FreeText>` : ""
  return `<gmd:${name} xsi:type="gmd:PT_FreeText_PropertyType" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">${string(text)}${free}</gmd:${name}>`
}

export function date(day: string, type: string): string {
  return `<gmd:date><gmd:CI_Date><gmd:date><gco:Date>${day}</gco:Date></gmd:date><gmd:dateType>${code("CI_DateTypeCode", type)}</gmd:dateType></gmd:CI_Date></gmd:date>`
}

export function party(name: string, role: string, more = ""): string {
  return `<gmd:pointOfContact><gmd:CI_ResponsibleParty>${name}${more}<gmd:role>${code("CI_RoleCode", role)}</gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>`
}

export function link(url: string, protocol: string, { name = "", description = "", purpose = "" } = {}): string {
  return [
    `<gmd:transferOptions><gmd:MD_DigitalTransferOptions><gmd:onLine><gmd:CI_OnlineResource>`,
    `<gmd:linkage><gmd:URL>${url}</gmd:URL></gmd:linkage><gmd:protocol>${string(protocol)}</gmd:protocol>`,
    name && `<gmd:name>${string(name)}</gmd:name>`,
    description && `<gmd:description>${string(description)}</gmd:description>`,
    purpose && `<gmd:function>${code("CI_OnLineFunctionCode", purpose)}</gmd:function>`,
    `</gmd:CI_OnlineResource></gmd:onLine></gmd:MD_DigitalTransferOptions></gmd:transferOptions>`,
  ].join("")
}

export function keywords(words: readonly string[], type: string, thesaurus = ""): string {
  const list = words.map((word) => (word.startsWith("<") ? word : `<gmd:keyword>${string(word)}</gmd:keyword>`))
  const named = `<gmd:thesaurusName><gmd:CI_Citation><gmd:title>${string(thesaurus)}</gmd:title></gmd:CI_Citation></gmd:thesaurusName>`
  return `<gmd:descriptiveKeywords><gmd:MD_Keywords>${list.join("")}<gmd:type>${code("MD_KeywordTypeCode", type)}</gmd:type>${thesaurus ? named : ""}</gmd:MD_Keywords></gmd:descriptiveKeywords>`
}

export function legal(...constraints: readonly string[]): string {
  return `<gmd:resourceConstraints><gmd:MD_LegalConstraints>${constraints.join("")}</gmd:MD_LegalConstraints></gmd:resourceConstraints>`
}

export function limitation(text: string): string {
  return `<gmd:useLimitation>${string(text)}</gmd:useLimitation>`
}

export function box(west: string, south: string, east: string, north: string): string {
  const side = (name: string, value: string) => `<gmd:${name}><gco:Decimal>${value}</gco:Decimal></gmd:${name}>`
  return `<gmd:geographicElement><gmd:EX_GeographicBoundingBox>${side("westBoundLongitude", west)}${side("eastBoundLongitude", east)}${side("southBoundLatitude", south)}${side("northBoundLatitude", north)}</gmd:EX_GeographicBoundingBox></gmd:geographicElement>`
}

export function period(start: string, end: string): string {
  return `<gmd:temporalElement><gmd:EX_TemporalExtent><gmd:extent><gml:TimePeriod><gml:beginPosition>${start}</gml:beginPosition>${end}</gml:TimePeriod></gmd:extent></gmd:EX_TemporalExtent></gmd:temporalElement>`
}

export function extent(...inside: readonly string[]): string {
  return `<gmd:extent><gmd:EX_Extent>${inside.join("")}</gmd:EX_Extent></gmd:extent>`
}

interface Parts {
  readonly id?: string
  readonly language?: string
  readonly locales?: Readonly<Record<string, string>>
  readonly scope?: string
  readonly parent?: string
  /** `<gmd:title>…` */
  readonly title?: string
  readonly citation?: string
  readonly abstract?: string
  /** The rest of the identification, in the words of the standard. */
  readonly info?: string
  readonly links?: string
  readonly service?: boolean
}

/** One MD_Metadata of ISO 19139. */
export function metadata(parts: Parts): string {
  const { id, language = "fre", locales = {}, scope = "dataset", parent, title = "", citation = "" } = parts
  const info = parts.service ? "srv:SV_ServiceIdentification" : "gmd:MD_DataIdentification"
  return [
    `<gmd:MD_Metadata ${namespaces}>`,
    id === undefined ? "" : `<gmd:fileIdentifier>${string(id)}</gmd:fileIdentifier>`,
    `<gmd:language>${code("LanguageCode", language)}</gmd:language>`,
    parent === undefined ? "" : `<gmd:parentIdentifier>${string(parent)}</gmd:parentIdentifier>`,
    `<gmd:hierarchyLevel>${code("MD_ScopeCode", scope)}</gmd:hierarchyLevel>`,
    `<gmd:dateStamp><gco:DateTime>2024-05-12T09:30:00</gco:DateTime></gmd:dateStamp>`,
    ...Object.entries(locales).map(
      ([key, tag]) =>
        `<gmd:locale><gmd:PT_Locale id="${key}"><gmd:languageCode>${code("LanguageCode", tag)}</gmd:languageCode></gmd:PT_Locale></gmd:locale>`,
    ),
    `<gmd:identificationInfo><${info}><gmd:citation><gmd:CI_Citation>${title}${citation}</gmd:CI_Citation></gmd:citation>`,
    parts.abstract ?? "",
    parts.info ?? "",
    `</${info}></gmd:identificationInfo>`,
    parts.links
      ? `<gmd:distributionInfo><gmd:MD_Distribution>${parts.links}</gmd:MD_Distribution></gmd:distributionInfo>`
      : "",
    `</gmd:MD_Metadata>`,
  ].join("")
}

const centre = freeText("organisationName", "المركز الوطني لرسم الخرائط والاستشعار عن بعد", {
  FR: "Centre national de la cartographie et de la télédétection",
})
const desk = `<gmd:contactInfo><gmd:CI_Contact><gmd:phone><gmd:CI_Telephone><gmd:voice>${string("+216 71 000 000")}</gmd:voice></gmd:CI_Telephone></gmd:phone><gmd:address><gmd:CI_Address><gmd:electronicMailAddress>${string("geoportail@cnct.example.tn")}</gmd:electronicMailAddress></gmd:CI_Address></gmd:address><gmd:onlineResource><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>https://www.cnct.example.tn/</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></gmd:onlineResource></gmd:CI_Contact></gmd:contactInfo>`
const locales = { FR: "fre", EN: "eng" }
const wms = "https://geo.example.tn/geoserver/wms?service=WMS&amp;request=GetCapabilities"

export const landCover = metadata({
  id: "7f0c3a52-nabeul-occupation",
  language: "ara",
  locales,
  title: freeText("title", "خريطة إشغال الأرض بولاية نابل", {
    FR: "Carte d'occupation du sol du gouvernorat de Nabeul",
    EN: "Land cover map of the governorate of Nabeul",
  }),
  citation: [
    date("2021-03-01", "creation"),
    date("2022-06-15", "publication"),
    date("2023-02-01", "revision"),
    date("2024-01-20", "revision"),
    `<gmd:edition>${string("2.1")}</gmd:edition>`,
    `<gmd:identifier><gmd:MD_Identifier><gmd:code>${string("https://geo.example.tn/id/occupation-nabeul")}</gmd:code></gmd:MD_Identifier></gmd:identifier>`,
  ].join(""),
  abstract: freeText("abstract", "تصنيف إشغال الأرض انطلاقا من صور الأقمار الصناعية.\nالدقة: 10 أمتار.", {
    FR: "Classification de l'occupation du sol à partir d'images satellitaires.\nRésolution : 10 mètres.",
  }),
  info: [
    party(centre, "publisher", desk),
    party(`<gmd:organisationName>${string("-")}</gmd:organisationName>`, "author"),
    party(centre, "pointOfContact", desk),
    `<gmd:resourceMaintenance><gmd:MD_MaintenanceInformation><gmd:maintenanceAndUpdateFrequency>${code("MD_MaintenanceFrequencyCode", "biannually")}</gmd:maintenanceAndUpdateFrequency></gmd:MD_MaintenanceInformation></gmd:resourceMaintenance>`,
    keywords(
      [
        freeText("keyword", "إشغال الأرض", { FR: "occupation du sol" }),
        freeText("keyword", "أراض فلاحية", { FR: "terres agricoles" }),
      ],
      "theme",
    ),
    keywords(
      [freeText("keyword", "Land cover", { FR: "Occupation des terres" })],
      "theme",
      "GEMET - INSPIRE themes, version 1.0",
    ),
    keywords([freeText("keyword", "نابل", { FR: "Nabeul" })], "place"),
    legal(
      limitation("لا تلزم هذه الخريطة المركز في النزاعات العقارية."),
      `<gmd:accessConstraints>${code("MD_RestrictionCode", "otherRestrictions")}</gmd:accessConstraints>`,
      `<gmd:otherConstraints><gmx:Anchor xlink:href="http://inspire.ec.europa.eu/metadata-codelist/LimitationsOnPublicAccess/noLimitations">بدون قيود</gmx:Anchor></gmd:otherConstraints>`,
      `<gmd:otherConstraints><gmx:Anchor xlink:href="https://creativecommons.org/licenses/by/4.0/deed.ar">رخصة المشاع الإبداعي</gmx:Anchor></gmd:otherConstraints>`,
    ),
    `<gmd:language>${code("LanguageCode", "ara")}</gmd:language>`,
    `<gmd:language>${code("LanguageCode", "fre")}</gmd:language>`,
    "<gmd:topicCategory><gmd:MD_TopicCategoryCode>farming</gmd:MD_TopicCategoryCode></gmd:topicCategory>",
    extent(
      freeText("description", "ولاية نابل", { FR: "Nabeul" }),
      box("10.33", "36.35", "11.14", "37.09"),
      period("2021-01-01T00:00:00", `<gml:endPosition indeterminatePosition="now"/>`),
    ),
  ].join(""),
  links: [
    `<gmd:distributionFormat><gmd:MD_Format><gmd:name>${string("ESRI Shapefile")}</gmd:name></gmd:MD_Format></gmd:distributionFormat>`,
    link(wms, "OGC:WMS-1.3.0-http-get-capabilities", {
      name: "cnct:occupation_nabeul_2021",
      description: "إشغال الأرض 2021",
    }),
    link(wms, "OGC:WMS-1.3.0-http-get-capabilities", {
      name: "cnct:occupation_nabeul_2023",
      description: "إشغال الأرض 2023",
    }),
    link("https://geo.example.tn/geoserver/wfs", "OGC:WFS", { name: "cnct:occupation_nabeul_2023" }),
    link("https://geo.example.tn/telechargement/occupation?annee=2023", "WWW:DOWNLOAD-1.0-http--download", {
      name: "Occupation du sol 2023",
    }),
    link("https://geo.example.tn/notice.pdf", "WWW:LINK-1.0-http--link", {
      name: "دليل الطبقات",
      purpose: "information",
    }),
    link("https://geo.example.tn/apercu.png", "WWW:LINK-1.0-http--image-thumbnail", { name: "Aperçu" }),
    link(
      "https://geo.example.tn/geonetwork/srv/ara/catalog.search#/metadata/7f0c3a52-nabeul-occupation",
      "WWW:LINK-1.0-http--link",
      { name: "Fiche" },
    ),
    link(
      "https://geo.example.tn/geonetwork/srv/ara/csw?request=GetRecordById&amp;id=7f0c3a52-nabeul-occupation",
      "WWW:LINK-1.0-http--link",
      { name: "XML" },
    ),
  ].join(""),
})

export const sheets = metadata({
  id: "serie-25000",
  language: "ara",
  locales,
  scope: "series",
  title: freeText("title", "الخرائط الطبوغرافية 1:25.000", { FR: "Cartes topographiques au 1:25 000" }),
  citation: date("1990", "publication"),
  abstract: freeText("abstract", "مجموعة الخرائط الطبوغرافية."),
  info: party(centre, "owner"),
})

export const sheet = metadata({
  id: "feuille-bizerte-no",
  parent: "serie-25000",
  title: freeText("title", "Feuille Bizerte nord-ouest"),
  abstract: freeText("abstract", "-"),
  info: [legal(limitation("Licence : CC BY 4.0")), extent(box("9.9", "37.2", "9.4", "37.4"))].join(""),
  links: link("https://geo.example.tn/feuilles/bizerte-no.tif", "WWW:LINK-1.0-http--link", { name: "Feuille" }),
})

export const viewService = metadata({
  id: "service-wms",
  scope: "service",
  service: true,
  title: freeText("title", "Service de consultation des fonds de plan"),
  abstract: freeText("abstract", "Fonds de plan du territoire."),
  info: [
    party(centre, "custodian", desk),
    `<srv:containsOperations><srv:SV_OperationMetadata><srv:operationName>${string("GetCapabilities")}</srv:operationName><srv:connectPoint><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>${wms}</gmd:URL></gmd:linkage></gmd:CI_OnlineResource></srv:connectPoint></srv:SV_OperationMetadata></srv:containsOperations>`,
    `<srv:operatesOn uuidref="7f0c3a52-nabeul-occupation"/>`,
    `<srv:operatesOn xlink:href="https://geo.example.tn/csw?request=GetRecordById&amp;Id=feuille-bizerte-no#x"/>`,
  ].join(""),
})

export function simple(id: string, title = `Jeu ${id}`): string {
  return metadata({
    id,
    title: freeText("title", title),
    links: link(`https://geo.example.tn/${id}.csv`, "WWW:DOWNLOAD-1.0-http--download"),
  })
}

export function manySimple(count: number): readonly string[] {
  return Array.from({ length: count }, (_, at) => simple(`fiche-${String(at + 1).padStart(3, "0")}`))
}

const csw = `xmlns:csw="http://www.opengis.net/cat/csw/2.0.2"`

export function results(records: readonly string[], attributes: Readonly<Record<string, unknown>> = {}): string {
  const given = Object.entries({ numberOfRecordsReturned: records.length, ...attributes })
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => ` ${name}="${value}"`)
  return `<?xml version="1.0" encoding="UTF-8"?><csw:GetRecordsResponse ${csw}><csw:SearchStatus timestamp="2024-05-12T10:00:00Z"/><csw:SearchResults${given.join("")}>${records.join("")}</csw:SearchResults></csw:GetRecordsResponse>`
}

export function exception(text: string, { code: name = "NoApplicableCode", locator = "" } = {}): string {
  return `<?xml version="1.0"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.2.0"><ows:Exception exceptionCode="${name}"${locator && ` locator="${locator}"`}><ows:ExceptionText>${text}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>`
}

/** What one request asks for, by whichever method it came. */
export interface Asked {
  readonly method: string
  readonly url: string
  readonly start: number
  readonly max: number
  readonly schema: string
  readonly sorted: boolean
  readonly constraint: string | undefined
}

export interface Habits {
  /** Never more records per page, whatever is asked. */
  readonly cap?: number
  /** Total to announce; `null` for none. */
  readonly matched?: number | null
  /** `nextRecord` to write; `null` for none. */
  readonly next?: (start: number, came: number, total: number) => number | null
  /** The answer in place of records. */
  readonly instead?: (asked: Asked) => string | undefined
  /** First record of a page, by position from 0. */
  readonly from?: (start: number) => number
}

/** A server with these records and habits, and what it was asked. */
export function geoportal(records: readonly string[], habits: Habits = {}): { fetch: FetchGuarded; asked: Asked[] } {
  const asked: Asked[] = []
  const fetch: FetchGuarded = async (url, { method = "GET", body = "" } = {}) => {
    const request = requestOf(url, method, body)
    asked.push(request)
    const text = habits.instead?.(request) ?? answer(records, request, habits)
    const bytes = new TextEncoder().encode(text)
    return {
      status: 200,
      url,
      headers: { "content-type": "application/xml" },
      bytes: async () => bytes,
      text: async () => text,
    }
  }
  return { fetch, asked }
}

function answer(records: readonly string[], { start, max }: Asked, { cap = max, matched, next, from }: Habits): string {
  const first = from?.(start) ?? start - 1
  const page = records.slice(first, first + Math.min(cap, max))
  const after = start + page.length
  const told = next ? next(start, page.length, records.length) : after > records.length ? 0 : after
  return results(page, {
    numberOfRecordsMatched: matched === null ? undefined : (matched ?? records.length),
    nextRecord: told ?? undefined,
  })
}

function requestOf(url: string, method: string, body: string): Asked {
  const parameters = new URLSearchParams(
    [...new URL(url).searchParams].map(([name, value]) => [name.toLowerCase(), value]),
  )
  const said = (name: string) =>
    new RegExp(`${name}="([^"]*)"`, "i").exec(body)?.[1] ?? parameters.get(name.toLowerCase())
  return {
    method,
    url,
    start: Number(said("startPosition")),
    max: Number(said("maxRecords")),
    schema: said("outputSchema") ?? "",
    sorted: body.includes("<ogc:SortBy>") || parameters.has("sortby"),
    constraint: /<ogc:Filter>(.*)<\/ogc:Filter>/.exec(body)?.[1] ?? parameters.get("constraint") ?? undefined,
  }
}
