/** What a page of one's account shows once: the secret of a second factor, recovery codes, or a new token. */
export type ShownOnce =
  | { readonly kind: "secret"; readonly secret: string; readonly uri: string }
  | { readonly kind: "codes"; readonly codes: readonly string[] }
  | { readonly kind: "token"; readonly token: string }

export const showSecret = (given: { secret: string; uri: string }) => written({ kind: "secret", ...given })
export const showCodes = (codes: readonly string[]) => written({ kind: "codes", codes })
export const showToken = (token: string) => written({ kind: "token", token })

/** It was sealed by us, so it is what we wrote. */
export function readShown(text: string | undefined): ShownOnce | undefined {
  return text === undefined ? undefined : (JSON.parse(text) as ShownOnce)
}

function written(shown: ShownOnce): string {
  return JSON.stringify(shown)
}
