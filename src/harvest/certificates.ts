/**
 * Certificates that one source needs: of an authority that is not known here, or the intermediate one that its server
 * forgets to send. They are trusted for this source alone; everything is verified as ever.
 */
import { X509Certificate } from "node:crypto"
import { HarvestSourceInvalid } from "./errors.ts"

export interface ExtraCertificate {
  readonly subject: string
  readonly issuer: string
  readonly validTo: Date
  /** SHA-256, as programs print it. */
  readonly fingerprint: string
}

/** What certificates that are given may break; each has its words in the form of a source. */
export type CertificateRule = "too-long" | "private-key" | "no-pem" | "too-many" | "of-server" | "unreadable"

const most = 5
const longest = 64 * 1024
const block = /-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\s]+-----END CERTIFICATE-----/g

/** The certificates alone, without what stands around them. Throws `HarvestSourceInvalid` saying what is wrong. */
export function checkedCertificates(pem: string): string {
  if (pem.length > longest) throw invalid("too-long", `more than ${longest} characters are not taken`)
  if (/PRIVATE KEY/.test(pem))
    throw invalid("private-key", "it holds a private key, which belongs to its owner alone: take it out")
  const texts = pem.match(block) ?? []
  const begun = pem.split("-----BEGIN ").length - 1
  if (texts.length === 0 || texts.length !== begun)
    throw invalid("no-pem", 'certificates in PEM are expected, each between "-----BEGIN CERTIFICATE-----" and its end')
  if (texts.length > most)
    throw invalid("too-many", `${texts.length} certificates are given, ${most} at most are taken`)
  return texts.map(checked).join("")
}

function checked(text: string): string {
  const certificate = parsed(text)
  // A server that signs its own certificate is its own authority.
  if (!certificate.ca && certificate.subject !== certificate.issuer)
    throw invalid(
      "of-server",
      `"${oneLine(certificate.subject)}" is the certificate of a server; that of its issuer is needed`,
    )
  return certificate.toString()
}

/** What was taken, to be shown to people. */
export function certificatesIn(pem: string): ExtraCertificate[] {
  return (pem.match(block) ?? []).map(parsed).map((certificate) => ({
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    validTo: certificate.validToDate,
    fingerprint: certificate.fingerprint256,
  }))
}

function parsed(text: string): X509Certificate {
  try {
    return new X509Certificate(text)
  } catch {
    throw invalid("unreadable", "one of the certificates cannot be read: copy it anew, whole")
  }
}

function oneLine(name: string | undefined): string {
  return (name ?? "").replaceAll("\n", ", ")
}

function invalid(rule: CertificateRule, problem: string): HarvestSourceInvalid {
  return new HarvestSourceInvalid("extraCa", problem, rule)
}
