import { certificatesIn, type ExtraCertificate } from "../../../../harvest/index.ts"
import { sourceFormMessages } from "../../../../texts/index.ts"
import { problemAt, TextArea } from "../../../components/form/field.tsx"
import { Status } from "../../../components/status/status.tsx"
import type { FormRefusal } from "../../../forms/problems.ts"
import type { OfficePage } from "../../office-route.ts"

interface Options {
  readonly page: OfficePage
  readonly value: string
  readonly refusal: FormRefusal | undefined
}

/** Certificates of authorities that are trusted for this source alone, and whose they are. */
export function CertificatesField({ page, value, refusal }: Options) {
  const own = sourceFormMessages[page.language]
  const problem = problemAt(refusal, "extraCa")
  return (
    <details class="f" id="certificates" open={value !== "" || problem !== undefined}>
      <summary>{own.certificates}</summary>
      <p class="hint">{own.certificatesText}</p>
      {/* What was refused may be anything. */}
      {!refusal && <Known page={page} certificates={certificatesIn(value)} />}
      <TextArea
        name="extraCa"
        label={own.certificatesLabel}
        hint={own.certificatesHint}
        problem={problem}
        value={value}
        rows={6}
        dir="ltr"
        spellcheck={false}
      />
    </details>
  )
}

function Known({ page, certificates }: { page: OfficePage; certificates: readonly ExtraCertificate[] }) {
  const own = sourceFormMessages[page.language]
  if (certificates.length === 0) return null
  return (
    <ul class="stack-s certificates" aria-label={own.certificatesKnown}>
      {certificates.map(({ subject, issuer, validTo, fingerprint }) => (
        <li>
          <b>
            <bdi dir="ltr">{subject}</bdi>
          </b>
          <br />
          {own.issuedBy} <bdi dir="ltr">{issuer}</bdi>
          <br />
          <Status tone={validTo < page.now ? "bad" : "ok"}>
            {(validTo < page.now ? own.certificateExpired : own.certificateUntil)(page.format.date(day(validTo)))}
          </Status>
          <br />
          <small class="muted">
            SHA-256{" "}
            <bdi dir="ltr" class="url">
              {fingerprint}
            </bdi>
          </small>
        </li>
      ))}
    </ul>
  )
}

function day(moment: Date): string {
  return moment.toISOString().slice(0, 10)
}
