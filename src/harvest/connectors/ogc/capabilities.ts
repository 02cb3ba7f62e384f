/** Asks a service for what it can do, once per language, and tells refusals from capabilities. */
import { HarvestStopped, type ReadContext } from "../../connector.ts"
import { askSource, stopped, wholeText, type XmlElement, xmlIn } from "../../reading/index.ts"
import { addressWith } from "../shared/source-address.ts"
import { endpointOf, languageParameters, parameterOf } from "./service-address.ts"

export interface Capabilities {
  readonly kind: "wfs" | "wms"
  readonly version: string
  /** Where it was asked, without the request. */
  readonly endpoint: URL
  readonly address: string
  readonly root: XmlElement
  /** The same in further languages. */
  readonly others: readonly { readonly language: string; readonly root: XmlElement }[]
  /** Language of `root`, where the service was asked for several. */
  readonly language?: string
}

const maxBytes = 96 * 1024 * 1024
const roots: Readonly<Record<string, "wfs" | "wms">> = {
  WMS_Capabilities: "wms",
  WMT_MS_Capabilities: "wms",
  WFS_Capabilities: "wfs",
}

export async function askForCapabilities(
  url: URL,
  kind: "wfs" | "wms",
  { languages, context }: { languages: readonly string[]; context: ReadContext },
): Promise<Capabilities> {
  const endpoint = endpointOf(url)
  const base = { service: kind.toUpperCase(), request: "GetCapabilities", version: parameterOf(url, "version") }
  const ask = (language?: string) =>
    askOnce(addressWith(endpoint, { ...base, ...languageParameters(language) }), context)
  const [first, ...more] = languages
  const inFirst = first ? await answerInLanguage(() => ask(first)) : undefined
  const main = inFirst ?? (await ask())
  const others: { language: string; root: XmlElement }[] = []
  for (const language of more) {
    const answer = await answerInLanguage(() => ask(language))
    if (answer) others.push({ language, root: answer.root })
  }
  const { root } = main
  return {
    kind: roots[root.name] ?? kind,
    version: root.attributes.version ?? (kind === "wfs" ? "2.0.0" : "1.3.0"),
    endpoint,
    address: addressWith(endpoint, base),
    root,
    others,
    ...(others.length > 0 && first ? { language: inFirst ? first : "und" } : {}),
  }
}

async function askOnce(address: string, context: ReadContext): Promise<{ readonly root: XmlElement }> {
  const answer = await askSource(address, context, { accept: "application/xml, text/xml, */*;q=0.1", maxBytes })
  const root = await xmlIn(answer, context)
  // Exceptions come with status 200 as often as not.
  if (/^(ServiceExceptionReport|ExceptionReport)$/.test(root.name))
    throw stopped("success-false", { url: address, status: answer.status, says: wholeText(root)?.slice(0, 300) })
  if (answer.status >= 400) throw stopped("http-error", { url: address, status: answer.status })
  if (roots[root.name] === undefined) throw stopped("not-a-catalogue", { url: address, root: root.name })
  return { root }
}

/** A service that does not speak the language says so by an exception. */
async function answerInLanguage<Answer>(ask: () => Promise<Answer>): Promise<Answer | undefined> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof HarvestStopped && error.code === "success-false") return undefined
    throw error
  }
}
