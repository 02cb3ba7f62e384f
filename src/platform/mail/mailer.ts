import { randomUUID } from "node:crypto"
import { mkdir, rename, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createTransport, type SendMailOptions } from "nodemailer"
import type { Log } from "../log.ts"
import type { Mail } from "./mail.ts"

export interface Mailer {
  send(mail: Mail): Promise<void>
  close(): void
}

export interface MailerOptions {
  readonly log: Log
  /** What stands in `From`. */
  readonly from: string
  /** Where mails are written as files when there is no server. */
  readonly folder: string
}

/** The server will never take this mail (an address that does not exist): trying again makes no sense. */
export class MailRefused extends Error {
  override readonly name = "MailRefused"
}

const timeouts = { connectionTimeout: 10_000, greetingTimeout: 10_000, socketTimeout: 30_000, dnsTimeout: 10_000 }

/** Sends by SMTP; without an address of a server, mails are written as files and the log says where. */
export function createMailer(smtpUrl: string | undefined, options: MailerOptions): Mailer {
  return smtpUrl === undefined ? fileMailer(options) : smtpMailer(smtpUrl, options)
}

function smtpMailer(smtpUrl: string, { from }: MailerOptions): Mailer {
  const transport = createTransport({ url: smtpUrl, ...timeouts, ...closed })
  return {
    async send(mail) {
      try {
        await transport.sendMail(messageOf(mail, from))
      } catch (error) {
        // 5xx: for ever; 4xx and lost connections: for now (RFC 5321 §4.2.1).
        const { responseCode } = error as { responseCode?: number }
        if (responseCode && responseCode >= 500) throw new MailRefused(`the mail server answered ${responseCode}`)
        throw error
      }
    },
    close: () => transport.close(),
  }
}

function fileMailer({ log, from, folder }: MailerOptions): Mailer {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: "windows", ...closed })
  return {
    async send(mail) {
      const { message } = await transport.sendMail(messageOf(mail, from))
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const file = join(folder, `${new Date().toISOString().replace(/[:.]/g, "-")}-${randomUUID().slice(0, 8)}.eml`)
      // Appears whole: whoever watches the folder never reads half a mail.
      await writeFile(`${file}.part`, message as Buffer, { mode: 0o600 })
      await rename(`${file}.part`, file)
      log.info({ file }, "no SMTP_URL: a mail was written to a file")
    },
    close: () => transport.close(),
  }
}

// Whatever a text says, nothing is read from disk or fetched for it.
const closed = { disableFileAccess: true, disableUrlAccess: true }

/** The address goes in as data, so that a comma or a line break in it never becomes a second recipient or a header. */
function messageOf({ to, subject, text, html }: Mail, from: string): SendMailOptions {
  return {
    from,
    to: { name: "", address: to },
    subject: subject.replace(/\p{Cc}+/gu, " "),
    text,
    ...(html ? { html } : {}),
    headers: { "Auto-Submitted": "auto-generated" },
  }
}
