const inTheWorld =
  /^(?:https?:\/\/[^/]+\/\S{2,}|urn:\S{8,}|doi:10\.\S{6,}|10\.\d{4,9}\/\S{2,}|oai:[^:\s]+\.[^:\s]+:\S+|[0-9a-f]{8}-[0-9a-f]{4}-[1-8][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})$/i

/** Addresses, DOIs, URNs, UUIDs: identifiers made to be unique in the world. Any other may mean another dataset elsewhere. */
export function isGlobalIdentifier(identifier: string | undefined): identifier is string {
  return identifier !== undefined && inTheWorld.test(identifier)
}
