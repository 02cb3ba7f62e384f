import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { eventually } from "../../support/folder.ts"

export interface ReadMail {
  readonly to: string
  /** The plain text, decoded. */
  readonly text: string
}

/** Every mail that the portal wrote, oldest first. */
export function mailsIn(folder: string): ReadMail[] {
  return files(folder).map((name) => readMail(readFileSync(join(folder, name), "utf8")))
}

/** The newest mail to somebody whose text says something; waits for it. */
export async function mailTo(folder: string, { to, saying }: { to: string; saying: string }): Promise<ReadMail> {
  const find = () => mailsIn(folder).findLast((mail) => mail.to === to && mail.text.includes(saying))
  await eventually(() => find() !== undefined, `a mail to ${to} says ${saying}`, 30_000)
  return find()!
}

/** The address that a mail asks to open. */
export function linkIn({ text }: ReadMail): string {
  const link = /https?:\/\/\S+/.exec(text)?.[0]
  if (!link) throw new Error(`no link in ${text}`)
  return link
}

function files(folder: string): string[] {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(".eml"))
      .sort()
  } catch {
    return []
  }
}

function readMail(raw: string): ReadMail {
  const to = /^To: .*?<?([^\s<>]+@[^\s<>]+?)>?\r?$/m.exec(raw)?.[1] ?? ""
  const part = /Content-Type: text\/plain[\s\S]*?\r?\n\r?\n/.exec(raw)
  if (!part) throw new Error(`no plain text in ${raw}`)
  const [head, rest] = [part[0], raw.slice(part.index + part[0].length)]
  const body = rest.split(/\r?\n--/, 1)[0] ?? ""
  return { to, text: decoded(body, /Content-Transfer-Encoding: (\S+)/.exec(head)?.[1]) }
}

function decoded(body: string, encoding = "7bit"): string {
  if (encoding === "base64") return Buffer.from(body, "base64").toString("utf8")
  if (encoding !== "quoted-printable") return body
  const bytes = body
    .replace(/=\r?\n/g, "")
    .replace(/=([\dA-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, "latin1").toString("utf8")
}
