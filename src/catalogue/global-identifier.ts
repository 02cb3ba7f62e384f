/** Addresses, DOIs, URNs: identifiers made to be unique in the world. Any other may mean another dataset elsewhere. */
export function isGlobalIdentifier(identifier: string | undefined): identifier is string {
  return (
    identifier !== undefined &&
    /^(?:https?:\/\/[^/]+\/\S{2,}|urn:\S{8,}|doi:10\.\S{6,}|10\.\d{4,9}\/\S{2,})$/i.test(identifier)
  )
}
