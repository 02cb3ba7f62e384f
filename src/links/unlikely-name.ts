import { randomUUID } from "node:crypto"

/** A name that nobody gave to anything, of the same kind as that of an address. */
export function unlikelyName(url: string): string {
  const extension = /\.[a-z0-9]{1,8}$/i.exec(URL.parse(url)?.pathname ?? "")?.[0] ?? ""
  return `${randomUUID()}${extension}`
}
