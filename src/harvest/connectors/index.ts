import type { Connector, ConnectorKind, HarvestSource } from "../connector.ts"
import { arcgisConnector } from "./arcgis/index.ts"
import { ckanConnector } from "./ckan/index.ts"
import { cswConnector } from "./csw/index.ts"
import { datajsonConnector } from "./datajson/index.ts"
import { dcatConnector } from "./dcat/index.ts"
import { filesConnector } from "./files/index.ts"
import { nadaConnector } from "./nada/index.ts"
import { oaipmhConnector } from "./oaipmh/index.ts"
import { odsConnector } from "./ods/index.ts"
import { ogcConnector } from "./ogc/index.ts"
import { recordsConnector } from "./records/index.ts"
import { stacConnector } from "./stac/index.ts"
import { udataConnector } from "./udata/index.ts"

const connectors: Record<ConnectorKind, Connector> = {
  ckan: ckanConnector,
  csw: cswConnector,
  datajson: datajsonConnector,
  dcat: dcatConnector,
  ogc: ogcConnector,
  files: filesConnector,
  nada: nadaConnector,
  oaipmh: oaipmhConnector,
  records: recordsConnector,
  udata: udataConnector,
  ods: odsConnector,
  stac: stacConnector,
  arcgis: arcgisConnector,
}

export function isConnectorKind(kind: string): kind is ConnectorKind {
  return Object.hasOwn(connectors, kind)
}

export function connectorFor(kind: ConnectorKind): Connector {
  return connectors[kind]
}

/** Whether this source can be asked for what changed. */
export function knowsSince(source: HarvestSource): boolean {
  const { knowsSince: knows = false } = connectors[source.kind]
  return typeof knows === "function" ? knows(source) : knows
}

export const allConnectors: readonly Connector[] = Object.values(connectors)
