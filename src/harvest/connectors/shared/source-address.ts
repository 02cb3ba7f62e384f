import { stopped } from "../../reading/index.ts"

/** The address that a person gave for a source, without what is meant for browsers alone. Throws `bad-source-url`. */
export function sourceAddress(text: string): URL {
  const url = URL.parse(text.trim())
  if (!url || !/^https?:$/.test(url.protocol)) throw stopped("bad-source-url", { url: text.slice(0, 200) })
  url.hash = ""
  return url
}

/** An address with these parameters, in place of those of the same names. */
export function addressWith(endpoint: URL, parameters: Readonly<Record<string, string | undefined>>): string {
  const url = new URL(endpoint)
  for (const [name, value] of Object.entries(parameters)) if (value !== undefined) url.searchParams.set(name, value)
  return url.href
}
