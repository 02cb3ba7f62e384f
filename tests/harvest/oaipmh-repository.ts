/**
 * An OAI-PMH repository in memory, with lies to order, and a few records in the manner of the repository of a Tunisian
 * university (DSpace): written for these tests, no record is real.
 */
import type { FetchGuarded } from "../../src/platform/fetch/index.ts"

export interface StoredRecord {
  readonly id: string
  readonly datestamp?: string
  readonly sets?: readonly string[]
  readonly deleted?: boolean
  /** Elements of Dublin Core as XML, or a whole `<metadata>` content. */
  readonly dc?: string
  readonly metadata?: string
}

interface Answer {
  readonly status?: number
  readonly body: string
}

export interface Repository {
  readonly asked: URLSearchParams[]
  readonly fetch: FetchGuarded
}

interface Behaviour {
  readonly pageSize?: number
  readonly granularity?: string
  /** What is answered in place of the honest answer; nothing: the honest one. */
  readonly instead?: (asked: URLSearchParams, count: number) => string | Answer | undefined
  /** Attributes of a resumptionToken. */
  readonly attributes?: (start: number, total: number) => string
  readonly lastToken?: string
}

export function repository(records: readonly StoredRecord[], behaviour: Behaviour = {}): Repository {
  const { pageSize = 100, granularity = "YYYY-MM-DDThh:mm:ssZ", instead = () => undefined } = behaviour
  const asked: URLSearchParams[] = []
  const attributes = behaviour.attributes ?? ((start, total) => `completeListSize="${total}" cursor="${start}"`)

  function honest(query: URLSearchParams): string {
    if (query.get("verb") === "Identify")
      return oai(`<Identify><repositoryName>Dépôt</repositoryName><granularity>${granularity}</granularity></Identify>`)
    const token = query.get("resumptionToken")
    const [start = 0, from = ""] = token ? (JSON.parse(token) as [number, string]) : [0, query.get("from") ?? ""]
    const listed = records.filter(({ datestamp = "2024-01-01T00:00:00Z" }) => datestamp >= from)
    if (listed.length === 0) return oai('<error code="noRecordsMatch">nothing</error>')
    const end = start + pageSize
    const next = end < listed.length ? escaped(JSON.stringify([end, from])) : (behaviour.lastToken ?? "")
    const tokenElement =
      listed.length > pageSize ? `<resumptionToken ${attributes(start, listed.length)}>${next}</resumptionToken>` : ""
    return listRecords(listed.slice(start, end), tokenElement)
  }

  const fetch: FetchGuarded = async (url) => {
    const query = new URL(url).searchParams
    asked.push(query)
    const given = instead(query, asked.length) ?? honest(query)
    const { status = 200, body } = typeof given === "string" ? { body: given } : given
    const bytes = new TextEncoder().encode(body)
    const headers = { "content-type": "text/xml" }
    return { status, url, headers, bytes: async () => bytes, text: async () => body } as Awaited<
      ReturnType<FetchGuarded>
    >
  }
  return { asked, fetch }
}

export function listRecords(records: readonly StoredRecord[], token = ""): string {
  return oai(`<ListRecords>${records.map(recordXml).join("")}${token}</ListRecords>`)
}

export function oai(content: string): string {
  return (
    '<?xml version="1.0" encoding="UTF-8"?><OAI-PMH xmlns="http://www.openarchives.org/OAI/2.0/">' +
    `<responseDate>2026-03-01T12:00:00Z</responseDate><request>http://depot.example/oai</request>${content}</OAI-PMH>`
  )
}

function recordXml({ id, datestamp = "2024-01-01T00:00:00Z", sets = [], deleted, dc = "", metadata }: StoredRecord) {
  const header = `<identifier>${escaped(id)}</identifier><datestamp>${datestamp}</datestamp>${sets
    .map((set) => `<setSpec>${set}</setSpec>`)
    .join("")}`
  if (deleted) return `<record><header status="deleted">${header}</header></record>`
  return `<record><header>${header}</header><metadata>${metadata ?? dublinCore(dc)}</metadata></record>`
}

function dublinCore(elements: string): string {
  return (
    '<oai_dc:dc xmlns:oai_dc="http://www.openarchives.org/OAI/2.0/oai_dc/" xmlns:dc="http://purl.org/dc/elements/1.1/">' +
    `${elements}</oai_dc:dc>`
  )
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;")
}

/** So many small records: `oai:depot.example:123/1`, … */
export function manyRecords(count: number, from = 1): StoredRecord[] {
  return Array.from({ length: count }, (_, at) => ({
    id: `oai:depot.example:123/${from + at}`,
    dc: `<dc:title>Mesures de la nappe ${from + at}</dc:title><dc:type>Dataset</dc:type>`,
  }))
}

export const universityRecords: readonly StoredRecord[] = [
  {
    id: "oai:depot.universite.example:123456789/4821",
    datestamp: "2025-11-04T08:12:33Z",
    sets: ["com_123456789_12", "col_123456789_77"],
    dc: `
      <dc:title xml:lang="fr_FR">Salinité de la nappe phréatique de Zéramdine, 2010-2019</dc:title>
      <dc:title xml:lang="ar">ملوحة المائدة المائية بزرمدين 2010-2019</dc:title>
      <dc:creator>Ben Salah, Amel</dc:creator>
      <dc:contributor>Trabelsi, Mounir</dc:contributor>
      <dc:subject xml:lang="fr_FR">salinité</dc:subject>
      <dc:subject xml:lang="en_US">مياه جوفية</dc:subject>
      <dc:subject xml:lang="fr_FR">Agriculture</dc:subject>
      <dc:subject>http://aims.fao.org/aos/agrovoc/c_6738</dc:subject>
      <dc:description xml:lang="en_US">Mesures mensuelles de la salinité dans 42 puits de la région, avec les coordonnées des puits.</dc:description>
      <dc:description xml:lang="en_US">قياسات شهرية لملوحة 42 بئرا في الجهة مع إحداثيات الآبار.</dc:description>
      <dc:description xml:lang="en_US">Monthly measures of the salinity of 42 wells of the region, with the place of the wells.</dc:description>
      <dc:publisher>جامعة المنستير</dc:publisher>
      <dc:date>2020-02-11T09:15:02Z</dc:date>
      <dc:date>2020-02-11T09:15:02Z</dc:date>
      <dc:date>2019</dc:date>
      <dc:type>Dataset</dc:type>
      <dc:type>info:eu-repo/semantics/dataset</dc:type>
      <dc:format>text/csv</dc:format>
      <dc:format>12 p.</dc:format>
      <dc:identifier>Ben Salah, A. (2019). Salinité de la nappe. Revue tunisienne de l'eau, 12(3).</dc:identifier>
      <dc:identifier>ISSN 0330-1234</dc:identifier>
      <dc:identifier>http://depot.universite.example/handle/123456789/4821</dc:identifier>
      <dc:identifier>https://doi.org/10.5555/zeramdine.2019</dc:identifier>
      <dc:identifier>http://depot.universite.example/bitstream/123456789/4821/1/puits.csv</dc:identifier>
      <dc:language>fr</dc:language>
      <dc:relation>Revue tunisienne de l'eau</dc:relation>
      <dc:coverage>Monastir</dc:coverage>
      <dc:coverage>2010/2019</dc:coverage>
      <dc:rights>© Université</dc:rights>
      <dc:rights>https://creativecommons.org/licenses/by/4.0/</dc:rights>
      <dc:rights>info:eu-repo/semantics/openAccess</dc:rights>`,
  },
  {
    id: "oai:depot.universite.example:123456789/512",
    datestamp: "2019-06-01T00:00:00Z",
    sets: ["com_123456789_12"],
    dc: `
      <dc:title>تأثير الجفاف على زراعة الزيتون بالوسط التونسي</dc:title>
      <dc:creator>بن علي، سامي</dc:creator>
      <dc:subject>زيتون؛ جفاف؛ القصرين</dc:subject>
      <dc:description>أطروحة دكتوراه في الجغرافيا.</dc:description>
      <dc:date>[2018?]</dc:date>
      <dc:date>قريبا</dc:date>
      <dc:type>أطروحة</dc:type>
      <dc:format>application/pdf</dc:format>
      <dc:identifier>http://hdl.handle.net/123456789/512</dc:identifier>
      <dc:identifier>ISBN 978-9973-12-345-6</dc:identifier>
      <dc:language>ara</dc:language>
      <dc:coverage>ولاية القصرين</dc:coverage>
      <dc:rights>جميع الحقوق محفوظة</dc:rights>`,
  },
  {
    id: "oai:depot.universite.example:123456789/77",
    datestamp: "2025-01-15T10:00:00Z",
    deleted: true,
  },
]
