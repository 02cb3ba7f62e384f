import { isFresh, proveAgain } from "../../../accounts/index.ts"
import { accountMessages } from "../../../texts/index.ts"
import { problemAt, TextField } from "../../components/form/field.tsx"
import { Form } from "../../components/form/form.tsx"
import { attempt } from "../../forms/attempt.ts"
import type { FormRefusal } from "../../forms/problems.ts"
import { accountRefusal } from "../account-refusal.ts"
import type { OwnHandler, OwnVisit } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"

/**
 * Before an act that cannot be taken back, somebody whose proof is old proves again who she is; what she wrote waits in
 * the page. The proof gives the session a new token.
 */
export function withProof(handler: OwnHandler): OwnHandler {
  return async (context, visit) => {
    const { session } = visit.viewer
    if (isFresh(session, visit.now)) return handler(context, visit)
    const proof = visit.form.get("proof")
    if (proof === null) return { kind: "page", status: 403, view: <ProveView visit={visit} /> }
    const { client } = visit
    const tried = await attempt(() => proveAgain(context.accounts, { session, password: proof, code: proof, client }))
    if (tried.kind === "refused") {
      const { status, ...shown } = accountRefusal(tried.refusal, visit.page)
      const refusal = { status, problems: [{ field: "proof", text: shown.text ?? "" }] }
      return { kind: "page", status, view: <ProveView visit={visit} refusal={refusal} /> }
    }
    const proved = { ...session, provedAt: visit.now }
    const answer = await handler(context, { ...visit, viewer: { ...visit.viewer, session: proved } })
    return { session: { token: tried.value, expiresAt: session.expiresAt }, ...answer }
  }
}

const kept = /^(?!proof$|csrf$)/

function ProveView({ visit: { page, form, viewer }, refusal }: { visit: OwnVisit; refusal?: FormRefusal }) {
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
