import assert from "node:assert/strict"
import { before, describe, it } from "node:test"
import fc from "fast-check"
import { type FoundRecord, HarvestStopped } from "../../src/harvest/connector.ts"
import { cswConnector } from "../../src/harvest/connectors/csw/index.ts"
import { assertSound } from "../../src/harvest/connectors/sound-record.ts"
import type { Vocabularies } from "../../src/vocabulary/index.ts"
import { fetchAnswering, readRecords } from "../support/read-records.ts"
import { tunisianVocabularies } from "../support/vocabularies.ts"
import {
  box,
  date,
  extent,
  freeText,
  keywords,
  landCover,
  legal,
  limitation,
  link,
  metadata,
  party,
  period,
  results,
  sheet,
  sheets,
  simple,
  viewService,
} from "./csw-geoportal.ts"

let vocabularies: Vocabularies

before(async () => {
  vocabularies = await tunisianVocabularies()
})

function readAll(records: readonly string[], options: Readonly<Record<string, unknown>> = {}): Promise<FoundRecord[]> {
  const body = results(records, { numberOfRecordsMatched: records.length, nextRecord: 0 })
  return readRecords(cswConnector, {
    fetch: fetchAnswering(body),
    vocabularies,
    url: "https://geo.example.tn/csw",
    options,
  })
}

async function one(xml: string, options = {}): Promise<FoundRecord> {
  const [record] = await readAll([xml], options)
  assert.ok(record)
  assertSound(record)
  return record
}

async function factsOf(xml: string) {
  const record = await one(xml)
  assert.equal(record.kind, "dataset", JSON.stringify(record))
  return record.kind === "dataset" ? record.facts : assert.fail()
}

const titled = (parts: Omit<Parameters<typeof metadata>[0], "title">) =>
  metadata({ id: "a", title: freeText("title", "Parcellaire agricole"), ...parts })

const codesOf = (record: FoundRecord) => (record.kind === "skipped" ? [] : record.problems.map(({ code }) => code))

describe("an ISO 19139 record in Arabic, French and English", () => {
  it("keeps each text in its language", async () => {
    const facts = await factsOf(landCover)
    assert.deepEqual(facts.title, {
      ar: "خريطة إشغال الأرض بولاية نابل",
      fr: "Carte d'occupation du sol du gouvernorat de Nabeul",
      en: "Land cover map of the governorate of Nabeul",
    })
    assert.equal(facts.description?.fr?.split("\n")[1], "Résolution : 10 mètres.")
    assert.deepEqual(Object.keys(facts.description ?? {}).sort(), ["ar", "fr"])
    assert.deepEqual(facts.keywords, {
      fr: ["occupation du sol", "terres agricoles", "Occupation des terres"],
      ar: ["إشغال الأرض", "أراض فلاحية"],
      und: ["Land cover"],
    })
    assert.deepEqual([facts.sourceLanguage, facts.languages], ["ar", ["ar", "fr"]])
  })

  it("says who, where, when, how often, under which licence", async () => {
    const facts = await factsOf(landCover)
    assert.deepEqual(facts.publisher, {
      name: {
        ar: "المركز الوطني لرسم الخرائط والاستشعار عن بعد",
        fr: "Centre national de la cartographie et de la télédétection",
      },
      homepage: "https://www.cnct.example.tn/",
    })
    assert.deepEqual(facts.contactPoints, [
      {
        name: "المركز الوطني لرسم الخرائط والاستشعار عن بعد",
        email: "geoportail@cnct.example.tn",
        phone: "+216 71 000 000",
        url: "https://www.cnct.example.tn/",
      },
    ])
    assert.deepEqual(facts.spatial, [
      { code: "iso:TN-21", label: { ar: "ولاية نابل", fr: "Nabeul" }, bbox: [10.33, 36.35, 11.14, 37.09] },
    ])
    assert.deepEqual(facts.temporal, [{ start: "2021-01-01" }])
    assert.deepEqual([facts.issued, facts.modified], ["2022-06-15", "2024-01-20"])
    assert.deepEqual(facts.frequency, { code: "ANNUAL_2", raw: "biannually" })
    assert.deepEqual(facts.licence, { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/deed.ar" })
    assert.equal(facts.accessRights, "public")
    assert.deepEqual(facts.themes, ["environnement", "agriculture"])
    assert.deepEqual([facts.identifier, facts.version], ["https://geo.example.tn/id/occupation-nabeul", "2.1"])
  })

  it("has a distribution per layer and file, and its own page is no data", async () => {
    const facts = await factsOf(landCover)
    const wms = "https://geo.example.tn/geoserver/wms?service=WMS&request=GetCapabilities"
    assert.deepEqual(facts.distributions, [
      {
        remoteId: `${wms}#cnct:occupation_nabeul_2021`,
        title: { ar: "إشغال الأرض 2021" },
        accessUrl: wms,
        format: "WMS",
        rawFormat: "WMS",
      },
      {
        remoteId: `${wms}#cnct:occupation_nabeul_2023`,
        title: { ar: "إشغال الأرض 2023" },
        accessUrl: wms,
        format: "WMS",
        rawFormat: "WMS",
      },
      {
        remoteId: "https://geo.example.tn/geoserver/wfs#cnct:occupation_nabeul_2023",
        title: { und: "cnct:occupation_nabeul_2023" },
        accessUrl: "https://geo.example.tn/geoserver/wfs",
        format: "WFS",
        rawFormat: "WFS",
      },
      {
        // Latin letters in an Arabic record, and too few words to tell French from English.
        title: { und: "Occupation du sol 2023" },
        downloadUrl: "https://geo.example.tn/telechargement/occupation?annee=2023",
        format: "SHP",
        rawFormat: "ESRI Shapefile",
      },
      {
        title: { ar: "دليل الطبقات" },
        downloadUrl: "https://geo.example.tn/notice.pdf",
        format: "PDF",
        documentation: true,
      },
    ])
    assert.equal(
      facts.landingPage,
      "https://geo.example.tn/geonetwork/srv/ara/catalog.search#/metadata/7f0c3a52-nabeul-occupation",
    )
  })

  it("tells what only stands where a value should be, and nothing else", async () => {
    assert.deepEqual(codesOf(await one(landCover)), [])
    const record = await one(sheet)
    assert.deepEqual(codesOf(record), ["placeholder-text", "bad-bbox"])
  })
})

describe("series, services and other records", () => {
  it("are what they say: a series without files, its sheets, a service and the data it serves", async () => {
    const found = await readAll([sheets, sheet, viewService])
    assert.deepEqual(
      found.map(({ kind, remoteId }) => [kind, remoteId]),
      [
        ["series", "serie-25000"],
        ["dataset", "feuille-bizerte-no"],
        ["service", "service-wms"],
      ],
    )
    const [series, dataset, service] = found
    assert.deepEqual(series?.kind === "series" && series.facts.title, {
      ar: "الخرائط الطبوغرافية 1:25.000",
      fr: "Cartes topographiques au 1:25 000",
    })
    assert.equal(dataset?.kind === "dataset" && dataset.facts.inSeries, "serie-25000")
    assert.equal(dataset?.kind === "dataset" && dataset.facts.licence?.code, "cc-by-4.0")
    assert.ok(service?.kind === "service")
    assert.equal(service.facts.endpointUrl, "https://geo.example.tn/geoserver/wms")
    assert.match(service.facts.endpointDescription ?? "", /GetCapabilities$/)
    assert.deepEqual(service.facts.servesDatasets, ["7f0c3a52-nabeul-occupation", "feuille-bizerte-no"])
  })

  it("a series with files of its own stays a dataset: they are not lost", async () => {
    const links = link("https://geo.example.tn/tout.zip", "WWW:DOWNLOAD")
    assert.equal((await one(titled({ scope: "series", links }))).kind, "dataset")
  })

  it("are left out where they are no data, and refused without identifier or title", async () => {
    const catalogue = `<gfc:FC_FeatureCatalogue xmlns:gfc="http://www.isotc211.org/2005/gfc" uuid="c1"/>`
    const found = await readAll([
      titled({ scope: "application" }),
      catalogue,
      metadata({ title: freeText("title", "Sans identifiant") }),
      metadata({ id: "d", title: freeText("title", " ") }),
    ])
    assert.deepEqual(
      found.map((record) => [record.kind, record.remoteId, ...codesOf(record)]),
      [
        ["skipped", "a"],
        ["skipped", "c1"],
        ["refused", "#3", "missing-identifier"],
        ["refused", "d", "missing-title"],
      ],
    )
  })

  it("have a page where the source's options say how its address is made", async () => {
    const [record] = await readAll([simple("x y")], { recordPage: "https://geo.example.tn/fiche/{id}" })
    assert.equal(record?.kind === "dataset" && record.facts.landingPage, "https://geo.example.tn/fiche/x%20y")
    const [unsafe] = await readAll([simple("x")], { recordPage: "javascript:{id}" })
    assert.equal(unsafe?.kind === "dataset" && unsafe.facts.landingPage, undefined)
  })
})

describe("constraints of an ISO record", () => {
  const licences: readonly (readonly [constraint: string, licence: unknown])[] = [
    ["Licence nationale de données publiques ouvertes (LNDPO)", { code: "lndpo-tn" }],
    ["الرخصة الوطنية للبيانات العمومية المفتوحة", { code: "lndpo-tn" }],
    ["Diffusé sous licence CC BY : https://creativecommons.org/licenses/by/4.0/.", { code: "cc-by-4.0" }],
    ["Licence Ouverte 2.0 (Etalab)", { code: "etalab-2.0" }],
    ["Licence interne du ministère", {}],
    ["Ne pas utiliser pour la navigation.", undefined],
    ["Aucune", undefined],
    ["Pas de restriction d'accès public selon INSPIRE", undefined],
  ]
  for (const [constraint, expected] of licences)
    it(`${expected ? `name the licence ${JSON.stringify(expected)}` : "name none"}: ${constraint}`, async () => {
      const info = legal(limitation("Citer la source."), limitation(constraint))
      const { licence } = await factsOf(titled({ info }))
      assert.deepEqual(licence && { ...(licence.code ? { code: licence.code } : {}) }, expected)
    })

  it("say who may see the data", async () => {
    const rights = async (info: string) => (await factsOf(titled({ info }))).accessRights
    const coded = (code: string) =>
      legal(`<gmd:accessConstraints><gmd:MD_RestrictionCode codeListValue="${code}"/></gmd:accessConstraints>`)
    assert.equal(await rights(coded("restricted")), "restricted")
    assert.equal(await rights(coded("confidential")), "non-public")
    assert.equal(await rights(coded("otherRestrictions")), undefined)
    assert.equal(await rights(legal(limitation("No limitations on public access"))), "public")
  })
})

describe("links of an ISO record", () => {
  const links: readonly (readonly [url: string, protocol: string, role: string, format: string | undefined])[] = [
    ["https://x.tn/ows", "OGC:WMTS-1.0.0", "accessUrl", "WMTS"],
    ["https://x.tn/ows?service=WFS&amp;request=GetFeature", "", "accessUrl", "WFS"],
    ["https://x.tn/arcgis/rest/services/a/MapServer", "ESRI:REST", "accessUrl", "ARCGIS"],
    ["https://x.tn/collections/a", "OGC API Features", "accessUrl", "OGC_API"],
    ["https://x.tn/donnees.geojson", "WWW:LINK-1.0-http--link", "downloadUrl", "GEOJSON"],
    ["https://x.tn/page.html", "WWW:LINK", "accessUrl", undefined],
    ["https://x.tn/d?id=1", "WWW:DOWNLOAD-1.0-http--download", "downloadUrl", undefined],
    ["https://x.tn/d?id=1", "WWW:DOWNLOAD:text/csv", "downloadUrl", "CSV"],
    ["https://x.tn/get?id=1", "OGC:GPKG", "downloadUrl", "GPKG"],
    ["https://x.tn/data", "urn:x-esri:specification:ServiceType:ArcIMS:Metadata:Onlink", "accessUrl", undefined],
    ["https://x.tn/atom.xml", "INSPIRE Atom", "accessUrl", "ATOM"],
    ["https://x.tn/quelque/part", "", "accessUrl", undefined],
  ]
  for (const [url, protocol, role, format] of links)
    it(`${protocol || "no protocol"} of ${url}: ${role} ${format ?? "in no known format"}`, async () => {
      const { distributions } = await factsOf(titled({ links: link(url, protocol) }))
      const [{ accessUrl, downloadUrl, format: read } = {}] = distributions
      assert.deepEqual(
        [accessUrl ? "accessUrl" : downloadUrl ? "downloadUrl" : "none", read, distributions.length],
        [role, format, 1],
      )
    })

  it("that browsers cannot open are told", async () => {
    const record = await one(titled({ links: link("\\\\serveur\\partage\\a.shp", "FILE") + link("", "WWW:LINK") }))
    assert.deepEqual(codesOf(record), ["invalid-url", "distribution-without-url"])
  })
})

describe("places and times of an ISO record", () => {
  const places = async (info: string) => (await factsOf(titled({ info }))).spatial
  const coded = (code: string) =>
    extent(
      `<gmd:geographicElement><gmd:EX_GeographicDescription><gmd:geographicIdentifier><gmd:MD_Identifier><gmd:code><gco:CharacterString>${code}</gco:CharacterString></gmd:code></gmd:MD_Identifier></gmd:geographicIdentifier></gmd:EX_GeographicDescription></gmd:geographicElement>`,
    )

  it("are known by name and code, and a number or an address of another country is no code of ours", async () => {
    assert.deepEqual(await places(keywords(["Nabeul", "Atlantide"], "place")), [
      { code: "iso:TN-21", label: { fr: "Nabeul" } },
      { label: { fr: "Atlantide" } },
    ])
    assert.deepEqual(await places(coded("TN-21")), [{ code: "iso:TN-21" }])
    for (const foreign of ["21", "http://id.insee.fr/geo/departement/21", "FXX"])
      assert.equal(await places(coded(foreign)), undefined, foreign)
  })

  it("are kept once, with their box, and a hundred at most", async () => {
    const named = extent(freeText("description", "Nabeul"), box("10.33", "36.35", "11.14", "37.09"))
    assert.equal((await places(keywords(["Nabeul", "نابل"], "place") + named))?.length, 1)
    const many = Array.from({ length: 20_000 }, (_, at) => extent(freeText("description", `Zone ${at}`))).join("")
    assert.equal((await places(many))?.length, 100)
  })

  it("may cross the date line; sides that were swapped are no box", async () => {
    assert.deepEqual(await places(extent(box("170", "-20", "-170", "-10"))), [{ bbox: [170, -20, -170, -10] }])
    assert.equal(await places(extent(box("11", "33", "9", "37"))), undefined)
  })

  it("have ends that may be open, and midnight is the day", async () => {
    const times = async (info: string) => (await factsOf(titled({ info }))).temporal
    assert.deepEqual(await times(extent(period("2019", "<gml:endPosition>2020-12-31T00:00:00Z</gml:endPosition>"))), [
      { start: "2019", end: "2020-12-31" },
    ])
    const instant = `<gmd:temporalElement><gmd:EX_TemporalExtent><gmd:extent><gml:TimeInstant><gml:timePosition>2022-05</gml:timePosition></gml:TimeInstant></gmd:extent></gmd:EX_TemporalExtent></gmd:temporalElement>`
    assert.deepEqual(await times(extent(instant)), [{ start: "2022-05", end: "2022-05" }])
  })

  it("creation stands for publication where nothing was published, and the metadata's date for nothing", async () => {
    const { issued, modified } = await factsOf(titled({ citation: date("2015-03-02", "creation") }))
    assert.deepEqual([issued, modified], ["2015-03-02", undefined])
  })
})

describe("themes of an ISO record", () => {
  const topics =
    "farming biota boundaries climatologyMeteorologyAtmosphere economy elevation environment geoscientificInformation health imageryBaseMapsEarthCover intelligenceMilitary inlandWaters location oceans planningCadastre society structure transportation utilitiesCommunication disaster extraTerrestrial"
  for (const topic of topics.split(" "))
    it(`the topic ${topic} is under one of ours`, async () => {
      const info = `<gmd:topicCategory><gmd:MD_TopicCategoryCode>${topic}</gmd:MD_TopicCategoryCode></gmd:topicCategory>`
      const { themes, rawThemes } = await factsOf(titled({ info }))
      assert.deepEqual([themes?.length, rawThemes], [1, undefined])
    })

  it("INSPIRE themes are known by name in two languages and by address; a topic of nobody is kept as written", async () => {
    const inspire = "GEMET - INSPIRE themes, version 1.0"
    const anchor = `<gmd:keyword><gmx:Anchor xlink:href="http://inspire.ec.europa.eu/theme/hh">الصحة</gmx:Anchor></gmd:keyword>`
    const info = [
      keywords(["Réseaux de transport", "Sources d’énergie"], "theme", inspire),
      keywords([anchor], "theme"),
      keywords(["Réseaux de transport"], "theme", "Autre thésaurus"),
      "<gmd:topicCategory><gmd:MD_TopicCategoryCode>constructor</gmd:MD_TopicCategoryCode></gmd:topicCategory>",
    ].join("")
    const { themes, rawThemes } = await factsOf(titled({ info }))
    assert.deepEqual([themes, rawThemes], [["transport", "energie-mines", "sante"], ["constructor"]])
  })
})

describe("parties of an ISO record", () => {
  const name = (text: string) =>
    `<gmd:organisationName><gco:CharacterString>${text}</gco:CharacterString></gmd:organisationName>`
  const person = "<gmd:individualName><gco:CharacterString>A. Ben Salah</gco:CharacterString></gmd:individualName>"

  it("publish by their role, whatever their order; a person alone is no publisher", async () => {
    const info = party(name("Bureau"), "pointOfContact") + party(name("Ministère"), "owner")
    const facts = await factsOf(titled({ info }))
    assert.deepEqual(facts.publisher, { name: { fr: "Ministère" } })
    assert.deepEqual(facts.contactPoints, [{ name: "Bureau" }])
    assert.equal((await factsOf(titled({ info: party(person, "owner") }))).publisher, undefined)
  })
})

describe("a record of ISO 19115-3", () => {
  const mdb = [
    `<mdb:MD_Metadata xmlns:mdb="http://standards.iso.org/iso/19115/-3/mdb/2.0" xmlns:mcc="urn:mcc" xmlns:cit="urn:cit" xmlns:gco="urn:gco" xmlns:lan="urn:lan" xmlns:mri="urn:mri" xmlns:mrd="urn:mrd" xmlns:mco="urn:mco" xmlns:mmi="urn:mmi" xmlns:gcx="urn:gcx" xmlns:xlink="http://www.w3.org/1999/xlink">`,
    `<mdb:metadataIdentifier><mcc:MD_Identifier><mcc:code><gco:CharacterString>m1</gco:CharacterString></mcc:code></mcc:MD_Identifier></mdb:metadataIdentifier>`,
    `<mdb:defaultLocale><lan:PT_Locale id="FR"><lan:language><lan:LanguageCode codeListValue="fre"/></lan:language></lan:PT_Locale></mdb:defaultLocale>`,
    `<mdb:otherLocale><lan:PT_Locale id="AR"><lan:language><lan:LanguageCode codeListValue="ara"/></lan:language></lan:PT_Locale></mdb:otherLocale>`,
    `<mdb:parentMetadata uuidref="p1"/>`,
    `<mdb:metadataScope><mdb:MD_MetadataScope><mdb:resourceScope><mcc:MD_ScopeCode codeListValue="dataset"/></mdb:resourceScope></mdb:MD_MetadataScope></mdb:metadataScope>`,
    `<mdb:identificationInfo><mri:MD_DataIdentification><mri:citation><cit:CI_Citation>`,
    `<cit:title><gco:CharacterString>Réseau routier</gco:CharacterString><lan:PT_FreeText><lan:textGroup><lan:LocalisedCharacterString locale="#AR">شبكة الطرقات</lan:LocalisedCharacterString></lan:textGroup></lan:PT_FreeText></cit:title>`,
    `<cit:date><cit:CI_Date><cit:date><gco:DateTime>2024-03-01T00:00:00</gco:DateTime></cit:date><cit:dateType><cit:CI_DateTypeCode codeListValue="lastUpdate"/></cit:dateType></cit:CI_Date></cit:date>`,
    `</cit:CI_Citation></mri:citation><mri:abstract><gco:CharacterString>Tronçons classés.</gco:CharacterString></mri:abstract>`,
    `<mri:pointOfContact><cit:CI_Responsibility><cit:role><cit:CI_RoleCode codeListValue="pointOfContact"/></cit:role><cit:party><cit:CI_Organisation><cit:name><gco:CharacterString>Direction des ponts et chaussées</gco:CharacterString></cit:name><cit:contactInfo><cit:CI_Contact><cit:address><cit:CI_Address><cit:electronicMailAddress><gco:CharacterString>routes@equipement.example.tn</gco:CharacterString></cit:electronicMailAddress></cit:CI_Address></cit:address></cit:CI_Contact></cit:contactInfo></cit:CI_Organisation></cit:party></cit:CI_Responsibility></mri:pointOfContact>`,
    `<mri:topicCategory><mri:MD_TopicCategoryCode>transportation</mri:MD_TopicCategoryCode></mri:topicCategory>`,
    `<mri:resourceConstraints><mco:MD_LegalConstraints><mco:otherConstraints><gcx:Anchor xlink:href="https://creativecommons.org/licenses/by/4.0/">CC BY</gcx:Anchor></mco:otherConstraints></mco:MD_LegalConstraints></mri:resourceConstraints>`,
    `<mri:defaultLocale><lan:PT_Locale><lan:language><lan:LanguageCode codeListValue="fre"/></lan:language></lan:PT_Locale></mri:defaultLocale>`,
    `</mri:MD_DataIdentification></mdb:identificationInfo>`,
    `<mdb:distributionInfo><mrd:MD_Distribution><mrd:distributionFormat><mrd:MD_Format><mrd:formatSpecificationCitation><cit:CI_Citation><cit:title><gco:CharacterString>GeoPackage</gco:CharacterString></cit:title></cit:CI_Citation></mrd:formatSpecificationCitation></mrd:MD_Format></mrd:distributionFormat>`,
    `<mrd:transferOptions><mrd:MD_DigitalTransferOptions><mrd:onLine><cit:CI_OnlineResource><cit:linkage><gco:CharacterString>https://routes.example.tn/reseau</gco:CharacterString></cit:linkage><cit:protocol><gco:CharacterString>WWW:DOWNLOAD</gco:CharacterString></cit:protocol></cit:CI_OnlineResource></mrd:onLine></mrd:MD_DigitalTransferOptions></mrd:transferOptions></mrd:MD_Distribution></mdb:distributionInfo>`,
    `</mdb:MD_Metadata>`,
  ].join("")

  it("says the same in its own words", async () => {
    assert.deepEqual(await factsOf(mdb), {
      identifier: "m1",
      title: { fr: "Réseau routier", ar: "شبكة الطرقات" },
      description: { fr: "Tronçons classés." },
      publisher: { name: { fr: "Direction des ponts et chaussées" } },
      contactPoints: [{ name: "Direction des ponts et chaussées", email: "routes@equipement.example.tn" }],
      licence: { code: "cc-by-4.0", raw: "https://creativecommons.org/licenses/by/4.0/" },
      sourceLanguage: "fr",
      themes: ["transport"],
      modified: "2024-03-01",
      languages: ["fr"],
      inSeries: "p1",
      distributions: [{ downloadUrl: "https://routes.example.tn/reseau", format: "GPKG", rawFormat: "GeoPackage" }],
    })
  })
})

describe("a Dublin Core record", () => {
  const record = (inside: string) =>
    `<csw:Record xmlns:csw="http://www.opengis.net/cat/csw/2.0.2" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dct="http://purl.org/dc/terms/" xmlns:ows="http://www.opengis.net/ows">${inside}</csw:Record>`
  const identified = "<dc:identifier>d1</dc:identifier><dc:title>Forages profonds</dc:title>"

  it("gives what it can say", async () => {
    const facts = await factsOf(
      record(
        `${identified}<dc:title xml:lang="ar">الآبار العميقة</dc:title><dc:type>dataset</dc:type><dc:language>fre</dc:language>
        <dct:abstract>Points d'eau suivis.</dct:abstract><dc:subject>inlandWaters</dc:subject><dc:subject>eau</dc:subject>
        <dc:publisher>CRDA de Kairouan</dc:publisher><dct:modified>2024-02-01</dct:modified><dc:date>2020-01-01</dc:date>
        <dc:rights>CC BY 4.0</dc:rights><dct:spatial>Kairouan</dct:spatial>
        <dc:URI protocol="OGC:WMS-1.1.1-http-get-map" name="forages" description="Carte">https://x.tn/wms</dc:URI>
        <dct:references scheme="WWW:DOWNLOAD-1.0-http--download">https://x.tn/forages.csv</dct:references>
        <dct:references scheme="thumbnail">https://x.tn/a.png</dct:references>
        <ows:BoundingBox crs="urn:ogc:def:crs:EPSG::4326"><ows:LowerCorner>34.9 9.2</ows:LowerCorner><ows:UpperCorner>36.1 10.4</ows:UpperCorner></ows:BoundingBox>`,
      ),
    )
    assert.deepEqual(facts.title, { ar: "الآبار العميقة", fr: "Forages profonds" })
    assert.deepEqual(facts.keywords, { fr: ["eau"] })
    assert.deepEqual(facts.themes, ["environnement"])
    assert.deepEqual(facts.publisher, { name: { fr: "CRDA de Kairouan" } })
    assert.deepEqual([facts.issued, facts.modified], ["2020-01-01", "2024-02-01"])
    assert.equal(facts.licence?.code, "cc-by-4.0")
    assert.deepEqual(facts.spatial?.at(-1), { bbox: [9.2, 34.9, 10.4, 36.1] })
    assert.deepEqual(
      facts.distributions.map(({ format, accessUrl, downloadUrl, title }) => [format, accessUrl ?? downloadUrl, title]),
      [
        ["CSV", "https://x.tn/forages.csv", undefined],
        ["WMS", "https://x.tn/wms", { fr: "Carte" }],
      ],
    )
  })

  it("has its corners sorted, as GeoNetwork writes east before west", async () => {
    const { spatial } = await factsOf(
      record(
        `${identified}<ows:BoundingBox crs="urn:ogc:def:crs:::WGS 1984"><ows:LowerCorner>10.4 34.9</ows:LowerCorner><ows:UpperCorner>9.2 36.1</ows:UpperCorner></ows:BoundingBox>`,
      ),
    )
    assert.deepEqual(spatial, [{ bbox: [9.2, 34.9, 10.4, 36.1] }])
  })

  it("may be a service or a series", async () => {
    const uri = `<dc:URI protocol="OGC:WFS">https://x.tn/wfs</dc:URI>`
    const service = await one(record(`${identified}<dc:type>service</dc:type>${uri}`))
    assert.equal(service.kind === "service" && service.facts.endpointUrl, "https://x.tn/wfs")
    assert.equal((await one(record(`${identified}<dc:type>series</dc:type>`))).kind, "series")
  })
})

describe("DCAT in a CSW answer", () => {
  const graph = (inside: string) =>
    `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:dct="http://purl.org/dc/terms/" xmlns:dcat="http://www.w3.org/ns/dcat#">${inside}</rdf:RDF>`
  const dataset = (id: string, inside = "") =>
    `<dcat:Dataset rdf:about="https://geo.example.tn/id/${id}"><dct:title xml:lang="ar">مجموعة ${id}</dct:title>${inside}</dcat:Dataset>`

  it("is read by the reader of DCAT, one graph or many, and what a record mentions is not a record", async () => {
    const series = `<dcat:inSeries><dcat:DatasetSeries rdf:about="https://geo.example.tn/id/s"><dct:title>Série</dct:title></dcat:DatasetSeries></dcat:inSeries>`
    const found = await readAll([graph(dataset("a", series)), graph(dataset("b") + dataset("c"))])
    assert.deepEqual(
      found.map(({ kind, remoteId }) => `${kind} ${remoteId.split("/").at(-1)}`),
      ["dataset a", "dataset b", "dataset c"],
    )
    assert.deepEqual(found[0]?.kind === "dataset" && [found[0].facts.title, found[0].facts.inSeries], [
      { ar: "مجموعة a" },
      "https://geo.example.tn/id/s",
    ])
  })

  it("that is no RDF costs its own record only", async () => {
    const broken = `<dcat:Dataset rdf:about="https://geo.example.tn/id/x"><dct:title rdf:parseType="Nonsense" rdf:ID="a b">x</dct:title></dcat:Dataset>`
    const found = await readAll([graph(broken), graph(dataset("b")), graph("")])
    assert.deepEqual(
      found.map((record) => [record.kind, ...codesOf(record)]),
      [["refused", "record-unreadable"], ["dataset"], ["refused", "missing-identifier"]],
    )
  })
})

describe("hostile XML", () => {
  const stops = async (body: string, code: string) =>
    assert.rejects(
      readRecords(cswConnector, { fetch: fetchAnswering(body), vocabularies, url: "https://geo.example.tn/csw" }),
      (error) => error instanceof HarvestStopped && error.code === code,
    )

  it("with entities is refused as a whole, bomb or file", async () => {
    const bomb = `<!DOCTYPE r [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>`
    await stops(`${bomb}${simple("&c;")}`, "entities-refused")
    await stops(`<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>${simple("&x;")}`, "entities-refused")
    await stops(`${"<a>".repeat(1_000)}`, "not-xml")
  })

  it("of ten megabytes of abstract is cut and told", async () => {
    const record = await one(titled({ abstract: freeText("abstract", "ا".repeat(5_000_000)) }))
    assert.deepEqual(codesOf(record), ["text-too-long"])
    assert.equal(record.kind === "dataset" && record.facts.description?.ar?.length, 100_000)
  })

  it("of twelve thousand links keeps ten thousand and says so", async () => {
    const links = Array.from({ length: 12_000 }, (_, at) => link(`https://x.tn/${at}.csv`, "WWW:DOWNLOAD")).join("")
    const record = await one(titled({ links }))
    assert.deepEqual(codesOf(record), ["too-many-values"])
    assert.equal(record.kind === "dataset" && record.facts.distributions.length, 10_000)
  })

  it("with any text in any place gives a sound record or a refusal", async () => {
    const odd = fc.oneof(
      fc.string({ unit: "binary", maxLength: 40 }),
      fc.constantFrom(
        "javascript:alert(1)",
        "http://[::1",
        "0000-00-00",
        "\u202eevil",
        "__proto__",
        "constructor",
        " ",
        "9e999",
        "#",
      ),
    )
    const escaped = odd.map((text) => text.toWellFormed().replace(/[\p{Cc}\ufffe\uffff&<>"]/gu, ""))
    const places = [...landCover.matchAll(/(?<=>)[^<>]+(?=<)|(?<=(?:codeListValue|href|locale)=")[^"]*/g)]
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.nat(places.length - 1), escaped), { minLength: 1, maxLength: 5 }),
        async (changes) => {
          let xml = landCover
          for (const [at, text] of [...new Map(changes)].sort(([a], [b]) => b - a)) {
            const { index, 0: old } = places[at] as RegExpExecArray
            xml = xml.slice(0, index) + text + xml.slice(index + old.length)
          }
          const [record] = await readAll([xml])
          assert.ok(record)
          assertSound(record)
        },
      ),
      { numRuns: 200 },
    )
  })
})
