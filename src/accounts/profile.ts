import { InvalidInput } from "../platform/refusal.ts"
import type { Language } from "../texts/index.ts"
import { storeProfile } from "./account-store.ts"
import type { AccountDeps } from "./deps.ts"

const longestName = 120

/** A name on one line; any script, no control characters, nothing that turns the direction of what stands around it. */
export function requireName(text: string, path = "name"): string {
  const name = text
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\s]+/gu, " ")
    .trim()
  if (name === "") throw new InvalidInput([{ path, rule: "missing" }])
  if ([...name].length > longestName) {
    throw new InvalidInput([{ path, rule: "too-long", values: { max: longestName } }])
  }
  // A name that is an address to visit is an advertisement in the making.
  if (/https?:|www\.|<|>/i.test(name)) throw new InvalidInput([{ path, rule: "not-a-name" }])
  return name
}

export async function changeProfile(
  { db }: Pick<AccountDeps, "db">,
  { accountId, name, language }: { accountId: string; name: string; language: Language },
): Promise<void> {
  await storeProfile(db, accountId, { name: requireName(name), language })
}
