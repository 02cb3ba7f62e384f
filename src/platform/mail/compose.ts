import type { Mail } from "./mail.ts"

export interface MailParts {
  readonly to: string
  readonly subject: string
  /** BCP 47 tag of the texts, and their direction. */
  readonly language: string
  readonly direction: "rtl" | "ltr"
  /** Plain sentences; what people typed may stand in them. */
  readonly paragraphs: readonly string[]
  readonly action?: { readonly label: string; readonly url: string; readonly copyLink: string }
  readonly footer: string
}

/** The same words as plain text and as simple HTML that reads in its own direction; no picture, nothing from elsewhere. */
export function composeMail(parts: MailParts): Mail {
  return { to: parts.to, subject: parts.subject, text: textOf(parts), html: htmlOf(parts) }
}

function textOf({ paragraphs, action, footer }: MailParts): string {
  const blocks = [...paragraphs, ...(action ? [`${action.label}:\n${action.url}`] : []), `-- \n${footer}`]
  return `${blocks.join("\n\n")}\n`
}

function htmlOf({ subject, language, direction, paragraphs, action, footer }: MailParts): string {
  const body = [
    ...paragraphs.map((text) => `<p>${escaped(text)}</p>`),
    ...(action ? [buttonOf(action)] : []),
    `<p style="color:#555;font-size:14px">${escaped(footer)}</p>`,
  ]
  return `<!doctype html>
<html lang="${escaped(language)}" dir="${direction}">
<head><meta charset="utf-8"><title>${escaped(subject)}</title></head>
<body dir="${direction}" style="font-family:Tahoma,Arial,sans-serif;font-size:16px;line-height:1.6;max-width:36em;margin:1em">
${body.join("\n")}
</body>
</html>
`
}

function buttonOf({ label, url, copyLink }: NonNullable<MailParts["action"]>): string {
  const address = escaped(url)
  return `<p><a href="${address}" style="display:inline-block;padding:10px 18px;background:#1b4f72;color:#fff;text-decoration:none">${escaped(label)}</a></p>
<p style="font-size:14px">${escaped(copyLink)}<br><span dir="ltr">${address}</span></p>`
}

const entities: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" }

function escaped(text: string): string {
  return text.replace(/[&<>"]/g, (sign) => entities[sign]!)
}
