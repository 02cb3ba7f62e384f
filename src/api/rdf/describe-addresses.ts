import { all, type Properties, plain } from "./values.ts"

/** Permanent addresses of one thing, here and at the portals that it came through, as other identifiers (ADMS §5.2.7). */
export function describeAddresses(addresses: readonly string[]): Properties {
  return all("adms:identifier", addresses, (address) => ({
    types: ["adms:Identifier"],
    properties: plain("skos:notation", address),
  }))
}
