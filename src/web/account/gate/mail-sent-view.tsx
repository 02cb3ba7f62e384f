import { Notice } from "../../components/notice/notice.tsx"
import type { AccountPage } from "../account-route.ts"
import { GateLayout } from "../gate-layout.tsx"

/** The same for everybody: whether the address has an account is told by mail alone. */
export function MailSentView({ page, title, text }: { page: AccountPage; title: string; text: string }) {
  return (
    <GateLayout page={page} title={title}>
      <Notice icon="mail">{text}</Notice>
    </GateLayout>
  )
}
