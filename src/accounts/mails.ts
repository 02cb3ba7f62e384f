import type { Tx } from "../platform/db.ts"
import { composeMail, enqueueMail } from "../platform/mail/index.ts"
import { directionOf, inLanguage, type Language, mailMessages } from "../texts/index.ts"
import type { AccountDeps } from "./deps.ts"

type Plain =
  | "signUp"
  | "signUpKnown"
  | "reset"
  | "resetUnknown"
  | "emailChange"
  | "emailChangeTaken"
  | "emailChanged"
  | "passwordChanged"
  | "secondFactorAdded"
  | "secondFactorRemoved"
  | "accountClosed"

export interface MailTo {
  readonly email: string
  readonly language: Language
  readonly name?: string
}

type From = Pick<AccountDeps, "siteName">

/** Asks for one of the plain mails about an account, in the transaction of what it tells. */
export async function tellByMail(
  tx: Tx,
  { siteName }: From,
  { kind, to, url }: { kind: Plain; to: MailTo; url?: string },
): Promise<void> {
  const message: { subject: (site: string) => string; text: string; ignore?: string; action?: string } =
    mailMessages[to.language][kind]
  const label = message.action
  await send(tx, {
    to,
    site: inLanguage(siteName, to.language)?.text ?? "",
    subject: message.subject,
    paragraphs: [message.text, ...(message.ignore ? [message.ignore] : [])],
    ...(label && url ? { action: { label, url } } : {}),
  })
}

export async function inviteByMail(
  tx: Tx,
  { siteName }: From,
  invitation: { to: MailTo; url: string; inviter: string; offer: Offer },
): Promise<void> {
  const { to, url, inviter, offer } = invitation
  const { invitation: message, roles, portalTeam } = mailMessages[to.language]
  const by = inviter || portalTeam
  const text =
    offer.role === "administrator" ? message.administrator(by) : message.text(by, offer.organization, roles[offer.role])
  await send(tx, {
    to,
    site: inLanguage(siteName, to.language)?.text ?? "",
    subject: message.subject,
    paragraphs: [text],
    action: { label: message.action, url },
  })
}

export type Offer =
  | { readonly role: "administrator" }
  | { readonly role: "reader" | "contributor" | "coordinator"; readonly organization: string }

async function send(
  tx: Tx,
  mail: {
    to: MailTo
    site: string
    subject: (site: string) => string
    paragraphs: readonly string[]
    action?: { label: string; url: string }
  },
): Promise<void> {
  const { to, site, subject, paragraphs, action } = mail
  const words = mailMessages[to.language]
  const composed = composeMail({
    to: to.email,
    subject: subject(site),
    language: to.language,
    direction: directionOf(to.language),
    paragraphs: [words.hello(to.name ?? ""), ...paragraphs],
    ...(action ? { action: { ...action, copyLink: words.copyLink } } : {}),
    footer: words.footer(site),
  })
  await enqueueMail(tx, composed)
}
