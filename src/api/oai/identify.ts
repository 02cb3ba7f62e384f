import { portalSettings } from "../../editorial/index.ts"
import type { ApiDeps } from "../deps.ts"
import { toSecond } from "./moment.ts"
import { earliestChange } from "./oai-store.ts"
import { oaiIdentifier } from "./records.ts"
import { element, textElement } from "./xml.ts"

/** What the repository says of itself. Records that are gone stay told for ever: withdrawing keeps the identifier. */
export async function identify(deps: Pick<ApiDeps, "db" | "baseUrl" | "siteName" | "clock">): Promise<string> {
  const { db, baseUrl, siteName, clock } = deps
  const [{ contactEmail }, earliest] = await Promise.all([portalSettings(db), earliestChange(db)])
  const names = [siteName.ar, siteName.fr, siteName.en].filter((name) => name !== undefined)
  const host = new URL(baseUrl).hostname
  return element(
    "Identify",
    [
      textElement("repositoryName", names.join(" – ") || host),
      textElement("baseURL", `${baseUrl}/oai`),
      textElement("protocolVersion", "2.0"),
      // The schema wants a point in the name of the host, which `localhost` has not.
      textElement("adminEmail", contactEmail ?? `noreply@${host.includes(".") ? host : `${host}.invalid`}`),
      textElement("earliestDatestamp", toSecond(earliest ?? clock.now())),
      textElement("deletedRecord", "persistent"),
      textElement("granularity", "YYYY-MM-DDThh:mm:ssZ"),
      textElement("compression", "gzip"),
      schemeOf(host, baseUrl),
    ].join(""),
  )
}

// The guidelines allow host names only; an address of digits would make the answer invalid.
const hostName = /^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/i

function schemeOf(host: string, baseUrl: string): string {
  if (!hostName.test(host)) return ""
  const scheme = element(
    "oai-identifier",
    [
      textElement("scheme", "oai"),
      textElement("repositoryIdentifier", host),
      textElement("delimiter", ":"),
      textElement("sampleIdentifier", oaiIdentifier(baseUrl, "01930000-0000-7000-8000-000000000001")),
    ].join(""),
    {
      xmlns: "http://www.openarchives.org/OAI/2.0/oai-identifier",
      "xmlns:xsi": "http://www.w3.org/2001/XMLSchema-instance",
      "xsi:schemaLocation":
        "http://www.openarchives.org/OAI/2.0/oai-identifier http://www.openarchives.org/OAI/2.0/oai-identifier.xsd",
    },
  )
  return element("description", scheme)
}
