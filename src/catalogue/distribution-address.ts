import type { DistributionFacts } from "./facts.ts"

type Addresses = Pick<DistributionFacts, "file" | "downloadUrl" | "accessUrl">

/** Where its data is at somebody else's; nothing for a file kept here. */
export function remoteAddressOf(facts: Addresses | undefined): string | undefined {
  return facts?.file ? undefined : (facts?.downloadUrl ?? facts?.accessUrl)
}

/** Where the file itself is fetched: from us where it is kept here, else from where its publisher has it. */
export function downloadUrlOf({ id, file, downloadUrl }: Addresses & { readonly id: string }, baseUrl: string) {
  return file ? `${baseUrl}/files/${id}/${encodeURIComponent(file.name)}` : downloadUrl
}
