/** One look at an address that somebody just wrote: nothing is remembered. */
import type { MeasuredFacts } from "../catalogue/index.ts"
import type { FetchGuarded } from "../platform/fetch/index.ts"
import type { Declared, Finding } from "./link.ts"
import { answersAnyName, lookAtLink } from "./look-at-link.ts"
import { unlikelyName } from "./unlikely-name.ts"

/** Status 0: no answer, and `problem` says why. */
export type AddressProbe = Omit<MeasuredFacts, "checkedAt">

export async function probeAddress(
  fetch: FetchGuarded,
  url: string,
  declared: Omit<Declared, "url"> = { isDownload: true },
): Promise<AddressProbe> {
  const acceptsAnything = (near: string) => answersAnyName(near, { fetch, name: unlikelyName(near) })
  return factsOf(await lookAtLink({ ...declared, url }, { fetch, acceptsAnything }))
}

export function factsOf({ status, code, seen, mediaType, format }: Finding): AddressProbe {
  return {
    status,
    ...(code === undefined ? {} : { problem: code }),
    ...(format === undefined ? {} : { format }),
    ...(mediaType ? { mediaType } : {}),
    ...(seen.byteSize === undefined ? {} : { byteSize: seen.byteSize }),
    ...(seen.lastModified === undefined ? {} : { lastModified: seen.lastModified }),
  }
}
