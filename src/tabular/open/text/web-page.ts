import { CannotBeTable } from "../table-refusal.ts"

const signIn = /<input[^>]+type\s*=\s*["']?password|name\s*=\s*["']?(?:password|passwd|j_password)\b/i

/** Portals answer with a page where a file should be: that it is gone, or that one has to sign in. */
export function refuseHtml(text: string): never {
  const title = /<title[^>]*>([^<]{1,200})/i.exec(text)?.[1]?.trim()
  throw new CannotBeTable(signIn.test(text) ? "login-page" : "html-instead", title ? { title } : {})
}
