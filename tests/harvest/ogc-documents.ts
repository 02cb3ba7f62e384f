/** Capabilities as servers write them, built here: a regional commissariat of agriculture in Arabic and French. */

const xlink = 'xmlns:xlink="http://www.w3.org/1999/xlink"'

export interface FeatureType {
  readonly name?: string
  readonly title?: string
  readonly abstract?: string
  readonly keywords?: readonly string[]
  readonly metadata?: string
}

export const wells: FeatureType = {
  name: "crda:puits_surveilles",
  title: "الآبار العميقة المراقبة بولاية سيدي بوزيد",
  abstract: "مواقع الآبار العميقة التي تتابعها المندوبية مع عمق كل بئر.",
  keywords: ["features", "puits_surveilles", "مياه جوفية", "آبار"],
  metadata: "https://crda.example/fiches/puits.html",
}

const constraints = "Licence : https://creativecommons.org/licenses/by/4.0/. Citer le CRDA."

/** GeoServer behind a gateway names the machine behind it. */
export function wfs2(types: readonly FeatureType[], more: { operations?: string; service?: string } = {}): string {
  const operations =
    more.operations ??
    `<ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get xlink:href="http://localhost:8080/geoserver/wfs"/></ows:HTTP></ows:DCP>
<ows:Parameter name="outputFormat"><ows:AllowedValues>${["application/gml+xml; version=3.2", "GML2", "application/json", "csv", "SHAPE-ZIP", "text/javascript", "excel2007"].map((value) => `<ows:Value>${value}</ows:Value>`).join("")}</ows:AllowedValues></ows:Parameter></ows:Operation>`
  return `<?xml version="1.0" encoding="UTF-8"?>
<wfs:WFS_Capabilities version="2.0.0" xmlns:wfs="http://www.opengis.net/wfs/2.0" xmlns:ows="http://www.opengis.net/ows/1.1" ${xlink}>
<ows:ServiceIdentification>${more.service ?? `<ows:Title>خدمة المعطيات الجغرافية للمندوبية</ows:Title><ows:Abstract>معطيات الفلاحة والمياه.</ows:Abstract>`}
<ows:Fees>NONE</ows:Fees><ows:AccessConstraints>${constraints}</ows:AccessConstraints></ows:ServiceIdentification>
<ows:ServiceProvider><ows:ProviderName>المندوبية الجهوية للتنمية الفلاحية بسيدي بوزيد</ows:ProviderName><ows:ProviderSite xlink:href="https://crda.example/"/>
<ows:ServiceContact><ows:IndividualName>Claudius Ptolomaeus</ows:IndividualName><ows:ContactInfo><ows:Phone><ows:Voice>+216 76 000 000</ows:Voice></ows:Phone><ows:Address><ows:ElectronicMailAddress>sig@crda.example</ows:ElectronicMailAddress></ows:Address></ows:ContactInfo></ows:ServiceContact></ows:ServiceProvider>
<ows:OperationsMetadata><ows:Operation name="GetCapabilities"/>${operations}</ows:OperationsMetadata>
<FeatureTypeList xmlns="http://www.opengis.net/wfs/2.0">${types.map(featureType).join("")}</FeatureTypeList></wfs:WFS_Capabilities>`
}

const element = (name: string, text: string | undefined) =>
  text === undefined ? "" : `<${name}>${text.replaceAll("&", "&amp;").replaceAll("<", "&lt;")}</${name}>`

function featureType({ name, title, abstract, keywords = [], metadata }: FeatureType): string {
  return `<FeatureType xmlns:crda="https://crda.example/ns">${element("Name", name)}${element("Title", title)}${element("Abstract", abstract)}
<ows:Keywords>${keywords.map((word) => element("ows:Keyword", word)).join("")}</ows:Keywords><DefaultCRS>urn:ogc:def:crs:EPSG::32632</DefaultCRS>
<ows:WGS84BoundingBox><ows:LowerCorner>8.9 34.5</ows:LowerCorner><ows:UpperCorner>10.1 35.6</ows:UpperCorner></ows:WGS84BoundingBox>
${metadata ? `<MetadataURL xlink:href="${metadata}"/>` : ""}</FeatureType>`
}

export const wfs11 = `<?xml version="1.0" encoding="UTF-8"?>
<WFS_Capabilities version="1.1.0" xmlns="http://www.opengis.net/wfs" xmlns:ows="http://www.opengis.net/ows" ${xlink}>
<ows:ServiceIdentification><ows:Title>Service WFS du commissariat régional</ows:Title></ows:ServiceIdentification>
<ows:OperationsMetadata><ows:Operation name="GetFeature"><ows:DCP><ows:HTTP><ows:Get xlink:href="https://carto.crda.example/cgi-bin/mapserv?"/></ows:HTTP></ows:DCP>
<ows:Parameter name="outputFormat"><ows:Value>text/xml; subtype=gml/3.1.1</ows:Value><ows:Value>geojson</ows:Value></ows:Parameter></ows:Operation></ows:OperationsMetadata>
<FeatureTypeList><FeatureType><Name>oliviers</Name><Title>Les oliveraies du gouvernorat de Sidi Bouzid</Title>
<MetadataURL type="TC211" format="text/xml">https://crda.example/oliviers.xml</MetadataURL>
<ows:WGS84BoundingBox><ows:LowerCorner>8.9 34.5</ows:LowerCorner><ows:UpperCorner>10.1 35.6</ows:UpperCorner></ows:WGS84BoundingBox></FeatureType></FeatureTypeList></WFS_Capabilities>`

export const wfs10 = `<?xml version="1.0"?><WFS_Capabilities version="1.0.0" xmlns="http://www.opengis.net/wfs">
<Service><Name>WFS</Name><Title>Les barrages et les lacs collinaires</Title><Fees>aucun</Fees><AccessConstraints>LNDPO</AccessConstraints></Service>
<Capability><Request><GetFeature><ResultFormat><GML2/><GEOJSON/><SHAPE-ZIP/></ResultFormat><DCPType><HTTP><Get onlineResource="http://10.0.0.5/wfs?"/></HTTP></DCPType></GetFeature></Request></Capability>
<FeatureTypeList><FeatureType><Name>barrages</Name><Title>Les barrages du gouvernorat</Title><Keywords>barrages, eau</Keywords><SRS>EPSG:4326</SRS>
<LatLongBoundingBox minx="8.9" miny="34.5" maxx="10.1" maxy="35.6"/></FeatureType></FeatureTypeList></WFS_Capabilities>`

/** Nested groups, boxes by inheritance, time, attribution, a layer that only holds others, axis order of 1.3.0. */
export const wms13 = `<?xml version="1.0" encoding="UTF-8"?>
<WMS_Capabilities version="1.3.0" xmlns="http://www.opengis.net/wms" ${xlink}>
<Service><Name>WMS</Name><Title>خرائط المندوبية</Title><KeywordList><Keyword>WMS</Keyword></KeywordList>
<ContactInformation><ContactPersonPrimary><ContactPerson>مصلحة الخرائط</ContactPerson><ContactOrganization>المندوبية الجهوية للتنمية الفلاحية بسيدي بوزيد</ContactOrganization></ContactPersonPrimary><ContactElectronicMailAddress>sig@crda.example</ContactElectronicMailAddress></ContactInformation>
<Fees>none</Fees><AccessConstraints>none</AccessConstraints></Service>
<Capability><Request><GetMap><Format>image/jpeg</Format><Format>image/png</Format><DCPType><HTTP><Get><OnlineResource xlink:href="https://crda.example/wms?SERVICE=WMS&amp;"/></Get></HTTP></DCPType></GetMap></Request>
<Layer><Title>كل الطبقات</Title><CRS>EPSG:4326</CRS><EX_GeographicBoundingBox><westBoundLongitude>8.9</westBoundLongitude><eastBoundLongitude>10.1</eastBoundLongitude><southBoundLatitude>34.5</southBoundLatitude><northBoundLatitude>35.6</northBoundLatitude></EX_GeographicBoundingBox>
<Attribution><Title>الإدارة العامة للموارد المائية</Title><OnlineResource xlink:href="https://dgre.example/"/></Attribution>
 <Layer queryable="1"><Name>eau</Name><Title>Eau</Title><CRS>CRS:84</CRS><Dimension name="time" units="ISO8601">2020-01-01/2023-12-31/P1M</Dimension>
  <Layer><Name>oueds</Name><Title>الأودية والمجاري بالولاية</Title><KeywordList><Keyword>مياه</Keyword></KeywordList>
   <MetadataURL type="ISO19115:2003"><Format>text/xml</Format><OnlineResource xlink:href="https://crda.example/oueds.xml"/></MetadataURL>
   <MetadataURL type="ISO19115:2003"><Format>text/html</Format><OnlineResource xlink:href="https://crda.example/oueds.html"/></MetadataURL>
   <DataURL><Format>application/zip</Format><OnlineResource xlink:href="https://crda.example/oueds.zip"/></DataURL></Layer>
  <Layer><Name>sebkhas</Name><Title>Les sebkhas du gouvernorat</Title><BoundingBox CRS="EPSG:4326" minx="34.6" miny="9.0" maxx="34.9" maxy="9.4"/></Layer>
 </Layer>
 <Layer><Title>Technique</Title><Layer><Title>sans nom</Title></Layer></Layer>
 <Layer><Name>station_1</Name><BoundingBox CRS="CRS:84" minx="9.5" miny="35.0" maxx="9.5" maxy="35.0"/></Layer>
</Layer></Capability></WMS_Capabilities>`

export const wms11 = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE WMT_MS_Capabilities SYSTEM "http://schemas.opengis.net/wms/1.1.1/capabilities_1_1_1.dtd" [<!ELEMENT VendorSpecificCapabilities EMPTY>]>
<WMT_MS_Capabilities version="1.1.1"><Service><Name>OGC:WMS</Name><Title>Les cartes du commissariat</Title><OnlineResource xmlns:xlink="http://www.w3.org/1999/xlink" xlink:href="http://crda.example/"/></Service>
<Capability><Request><GetMap><Format>image/gif</Format></GetMap></Request><Layer><Title>Toutes les cartes</Title><SRS>EPSG:4326 EPSG:32632</SRS><LatLonBoundingBox minx="8.9" miny="34.5" maxx="10.1" maxy="35.6"/>
<Layer><Name>sols</Name><Title>La carte des sols du gouvernorat</Title><Extent name="time">2019</Extent></Layer>
<Layer><Name>pentes</Name><Title>La carte des pentes du gouvernorat</Title><BoundingBox SRS="EPSG:4326" minx="9.0" miny="34.6" maxx="9.4" maxy="34.9"/></Layer></Layer></Capability></WMT_MS_Capabilities>`
