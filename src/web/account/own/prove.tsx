import type { VNode } from "preact"
import { isFresh, proveAgain } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import type { WebContext } from "../../context.ts"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import type { PrivateAnswer } from "../../forms/send-answer.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OwnHandler, OwnVisit } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"

/** What a page knows of the person and the form whose act wants a fresh proof. */
type Proving = Pick<OwnVisit, "page" | "viewer" | "form" | "now" | "client">

type Proof =
  /** With the session's new token, where the proof was given now. */
  | { readonly kind: "proved"; readonly session?: { readonly token: string; readonly expiresAt: Date } }
  /** The page that asks for it; what was written waits in it. */
  | { readonly kind: "asked"; readonly answer: PrivateAnswer }

/**
 * Before an act that cannot be taken back, or that is done to somebody else, who proved long ago who she is proves it again.
 * The proof gives the session a new token.
 */
export async function freshProof({ accounts }: WebContext, proving: Proving): Promise<Proof> {
  const { viewer, form, page, now, client } = proving
  const { session } = viewer
  if (isFresh(session, now)) return { kind: "proved" }
  const proof = form.get("proof")
  if (proof === null) return asked(<ProveView proving={proving} />, 403)
  const tried = await attempt(() => proveAgain(accounts, { session, password: proof, code: proof, client }))
  if (tried.kind === "done") {
    return { kind: "proved", session: { token: tried.value, expiresAt: session.expiresAt } }
  }
  const { status, ...shown } = accountRefusal(tried.refusal, page)
  const refusal = { status, problems: [{ field: "proof", text: shown.text ?? "" }] }
  return asked(<ProveView proving={proving} refusal={refusal} />, status)
}

function asked(view: VNode, status: number): Proof {
  return { kind: "asked", answer: { kind: "page", status, view } }
}

export function withProof(handler: OwnHandler): OwnHandler {
  return async (context, visit) => {
    const proof = await freshProof(context, visit)
    if (proof.kind === "asked") return proof.answer
    if (!proof.session) return handler(context, visit)
    const { viewer } = visit
    const proved = { ...viewer, session: { ...viewer.session, provedAt: visit.now } }
    return { session: proof.session, ...(await handler(context, { ...visit, viewer: proved })) }
  }
}

const kept = /^(?!proof$|csrf$)/

function ProveView({ proving, refusal }: { proving: Proving; refusal?: FormRefusal }) {
  const { page, form, viewer } = proving
  const words = accountMessages[page.language]
  const { hasPassword } = viewer.account
  return (
    <GateLayout page={page} title={words.security.prove} lead={words.security.proveText}>
      <Form page={page}>
        {[...form].map(([name, value]) => kept.test(name) && <input type="hidden" name={name} value={value} />)}
        <TextField
          name="proof"
          label={hasPassword ? words.password : words.code.label}
          type={hasPassword ? "password" : "text"}
          dir="ltr"
          autocomplete={hasPassword ? "current-password" : "one-time-code"}
          problem={problemAt(refusal, "proof")}
        />
        <button type="submit" class="btn full">
          {words.security.proveSubmit}
        </button>
      </Form>
    </GateLayout>
  )
}
