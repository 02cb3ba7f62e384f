/**
 * Links: whether the addresses of files lead to what they promise. Each is asked when it is due, host by host in fair and
 * polite turns; what it answers becomes a *finding*, findings become a *verdict* (`ok`, `broken`, `suspicious`,
 * `unknown`). Where a source is archived, the last good version of its files is kept as a *copy*.
 */
export { copiesAmong, keptCopies, publicCopy } from "./archive-store.ts"
export { linkJobs } from "./jobs.ts"
export type { Outcome } from "./link.ts"
export { checkLinksAgain, type FileLink, linksOfDataset } from "./links-of-dataset.ts"
export { type AddressProbe, probeAddress } from "./probe-address.ts"
