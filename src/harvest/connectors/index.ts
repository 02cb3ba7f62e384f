import type { Connector, ConnectorKind } from "../connector.ts"
import { ckanConnector } from "./ckan/index.ts"
import { datajsonConnector } from "./datajson/index.ts"
import { dcatConnector } from "./dcat/index.ts"
import { oaipmhConnector } from "./oaipmh/index.ts"
import { recordsConnector } from "./records/index.ts"
import { udataConnector } from "./udata/index.ts"

const connectors: Record<ConnectorKind, Connector> = {
  ckan: ckanConnector,
  datajson: datajsonConnector,
  dcat: dcatConnector,
  oaipmh: oaipmhConnector,
  records: recordsConnector,
  udata: udataConnector,
}

export function isConnectorKind(kind: string): kind is ConnectorKind {
  return Object.hasOwn(connectors, kind)
}

export function connectorFor(kind: ConnectorKind): Connector {
  return connectors[kind]
}

export const allConnectors: readonly Connector[] = Object.values(connectors)
