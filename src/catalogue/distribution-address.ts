import type { MeasuredFacts } from "./dataset.ts"
import type { DistributionFacts } from "./facts.ts"
import { isForbidden, leadsToFile } from "./link-verdict.ts"

type Addresses = Pick<DistributionFacts, "file" | "downloadUrl" | "accessUrl">

/** Where its data is at somebody else's; nothing for a file kept here. */
export function remoteAddressOf(facts: Addresses | undefined): string | undefined {
  return facts?.file ? undefined : (facts?.downloadUrl ?? facts?.accessUrl)
}

/** Where the file itself is fetched: from us where it is kept here, else from where its publisher has it. */
export function downloadUrlOf({ id, file, downloadUrl }: Addresses & { readonly id: string }, baseUrl: string) {
  return file ? `${baseUrl}/files/${id}/${encodeURIComponent(file.name)}` : downloadUrl
}

/** Where the copy kept here is, of a file that its own address does not give; while it gives it, or forbids it, nobody is led to ours. */
export function copyUrlOf(
  { id, measured }: { readonly id: string; readonly measured?: MeasuredFacts },
  baseUrl: string,
): string | undefined {
  if (!measured?.copy || leadsToFile(measured) !== false || isForbidden(measured)) return undefined
  return `${baseUrl}/files/${id}/copy/${encodeURIComponent(measured.copy.name)}`
}
