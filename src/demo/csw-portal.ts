import type { LocalisedText } from "../texts/index.ts"
import type { DemoDataset } from "./demo-dataset.ts"
import type { DemoPortal } from "./portal.ts"
import { escaped } from "./rdf-node.ts"
import { fileAddress } from "./written-datasets.ts"

/** A geoportal's answers to GetRecords of CSW 2.0.2: ISO 19139 in French, with Arabic as PT_FreeText. */
export function cswAnswer(portal: DemoPortal, baseUrl: string, given: URLSearchParams): string {
  const query = new URLSearchParams([...given].map(([name, value]) => [name.toLowerCase(), value]))
  if (query.get("request")?.toLowerCase() !== "getrecords") return exception("request")
  if (query.get("outputschema") !== gmd) return exception("outputSchema")
  const start = Number(query.get("startposition") ?? 1)
  const page = portal.datasets.slice(start - 1, start - 1 + Number(query.get("maxrecords") ?? 10))
  const next = start + page.length > portal.datasets.length ? 0 : start + page.length
  const records = page.map((dataset) => recordOf(dataset, baseUrl)).join("")
  return `<?xml version="1.0" encoding="UTF-8"?>
<csw:GetRecordsResponse xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" version="2.0.2"><csw:SearchStatus timestamp="${new Date().toISOString()}"/><csw:SearchResults numberOfRecordsMatched="${portal.datasets.length}" numberOfRecordsReturned="${page.length}" nextRecord="${next}" elementSet="full" recordSchema="${gmd}">${records}</csw:SearchResults></csw:GetRecordsResponse>`
}

const gmd = "http://www.isotc211.org/2005/gmd"

function exception(locator: string): string {
  return `<?xml version="1.0" encoding="UTF-8"?><ows:ExceptionReport xmlns:ows="http://www.opengis.net/ows" version="1.0.0"><ows:Exception exceptionCode="InvalidParameterValue" locator="${locator}"><ows:ExceptionText>${locator}</ows:ExceptionText></ows:Exception></ows:ExceptionReport>`
}

const code = (name: string, value: string) => `<gmd:${name} codeList="#${name}" codeListValue="${value}"/>`
const string = (text: string) => `<gco:CharacterString>${escaped(text)}</gco:CharacterString>`

function bilingual(name: string, { fr = "", ar }: LocalisedText): string {
  const free = ar
    ? `<gmd:PT_FreeText><gmd:textGroup><gmd:LocalisedCharacterString locale="#AR">${escaped(ar)}</gmd:LocalisedCharacterString></gmd:textGroup></gmd:PT_FreeText>`
    : ""
  return `<gmd:${name}>${string(fr)}${free}</gmd:${name}>`
}

function dateOf(day: string, type: string): string {
  return `<gmd:date><gmd:CI_Date><gmd:date><gco:Date>${day}</gco:Date></gmd:date><gmd:dateType>${code("CI_DateTypeCode", type)}</gmd:dateType></gmd:CI_Date></gmd:date>`
}

function recordOf(dataset: DemoDataset, baseUrl: string): string {
  const { title, description = {}, publisher, keywords } = dataset
  const words = Object.values(keywords)
    .flat()
    .map((word) => `<gmd:keyword>${string(word)}</gmd:keyword>`)
  const licence = dataset.licence
    ? `<gmd:resourceConstraints><gmd:MD_LegalConstraints><gmd:useLimitation>${string(dataset.licence)}</gmd:useLimitation></gmd:MD_LegalConstraints></gmd:resourceConstraints>`
    : ""
  const links = dataset.files.map(
    (file) =>
      `<gmd:onLine><gmd:CI_OnlineResource><gmd:linkage><gmd:URL>${escaped(fileAddress(file, baseUrl))}</gmd:URL></gmd:linkage><gmd:protocol>${string("WWW:DOWNLOAD-1.0-http--download")}</gmd:protocol><gmd:name>${string(file.title.fr ?? file.name)}</gmd:name></gmd:CI_OnlineResource></gmd:onLine>`,
  )
  const contact = `<gmd:pointOfContact><gmd:CI_ResponsibleParty>${bilingual("organisationName", publisher.name)}<gmd:role>${code("CI_RoleCode", "publisher")}</gmd:role></gmd:CI_ResponsibleParty></gmd:pointOfContact>`
  return `<gmd:MD_Metadata xmlns:gmd="${gmd}" xmlns:gco="http://www.isotc211.org/2005/gco"><gmd:fileIdentifier>${string(dataset.id)}</gmd:fileIdentifier><gmd:language>${code("LanguageCode", "fre")}</gmd:language><gmd:hierarchyLevel>${code("MD_ScopeCode", "dataset")}</gmd:hierarchyLevel><gmd:dateStamp><gco:Date>${dataset.modified}</gco:Date></gmd:dateStamp><gmd:locale><gmd:PT_Locale id="AR"><gmd:languageCode>${code("LanguageCode", "ara")}</gmd:languageCode></gmd:PT_Locale></gmd:locale><gmd:identificationInfo><gmd:MD_DataIdentification><gmd:citation><gmd:CI_Citation>${bilingual("title", title)}${dateOf(dataset.issued, "publication")}${dateOf(dataset.modified, "revision")}</gmd:CI_Citation></gmd:citation>${bilingual("abstract", description)}${contact}<gmd:descriptiveKeywords><gmd:MD_Keywords>${words.join("")}</gmd:MD_Keywords></gmd:descriptiveKeywords>${licence}</gmd:MD_DataIdentification></gmd:identificationInfo><gmd:distributionInfo><gmd:MD_Distribution><gmd:transferOptions><gmd:MD_DigitalTransferOptions>${links.join("")}</gmd:MD_DigitalTransferOptions></gmd:transferOptions></gmd:MD_Distribution></gmd:distributionInfo></gmd:MD_Metadata>`
}
