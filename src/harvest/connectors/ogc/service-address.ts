/** Addresses of requests to a service. Pure. */
import { sourceAddress } from "../shared/source-address.ts"

export type ServiceKind = "wfs" | "wms" | "features"

/** What a request says; everything else in an address (`map=`, a key) belongs to the service. */
const requestParameters =
  /^(service|request|version|acceptversions|acceptlanguages|language|format|layers?|styles?|crs|srs|srsname|bbox|width|height|transparent|typenames?|outputformat|maxfeatures|count|exceptions|sections|updatesequence)$/i

export function sourceUrl(text: string): URL {
  const url = sourceAddress(text)
  return url
}

/** The service's own address, without what a request adds. */
export function endpointOf(url: URL): URL {
  const endpoint = new URL(url)
  for (const name of [...endpoint.searchParams.keys()])
    if (requestParameters.test(name)) endpoint.searchParams.delete(name)
  return endpoint
}

export function parameterOf(url: URL, name: string): string | undefined {
  return [...url.searchParams].find(([key]) => key.toLowerCase() === name)?.[1] || undefined
}

/** What an address says of the kind of its service; several where it leaves that open. */
export function kindsOf(url: URL): readonly ServiceKind[] {
  const named = parameterOf(url, "service")?.toLowerCase()
  if (named === "wfs" || named === "wms") return [named]
  const path = url.pathname.toLowerCase()
  if (/\/collections\/?$|\/ogc\/features|\/ogcapi/.test(path)) return ["features"]
  if (/wfs/.test(path)) return ["wfs"]
  if (/wms/.test(path)) return ["wms"]
  return ["wfs", "wms", "features"]
}

/**
 * Where requests go: what the service says, where that can be reached from outside. Many stand behind a gateway and name the
 * machine behind it; then the address that answered serves for all requests.
 */
export function publicEndpoint(advertised: string | undefined, asked: URL): URL {
  const url = advertised ? URL.parse(advertised) : null
  const isWeb = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === ""
  if (!url || !isWeb || url.hostname === asked.hostname || !isPublicName(url.hostname)) return asked
  return endpointOf(url)
}

function isPublicName(host: string): boolean {
  const isNumber = /^[\d.]+$/.test(host) || host.startsWith("[")
  return (
    host.includes(".") && !isNumber && !/\.(local|lan|internal|intranet|localhost|test|example\.invalid)$/.test(host)
  )
}

const isoCodes: Readonly<Record<string, string>> = { ar: "ara", fr: "fre", en: "eng", de: "ger", es: "spa", it: "ita" }

/** Both ways to ask for a language: OWS Common 2.0 and INSPIRE. */
export function languageParameters(language: string | undefined): Readonly<Record<string, string>> {
  return language ? { AcceptLanguages: language, language: isoCodes[language] ?? language } : {}
}
