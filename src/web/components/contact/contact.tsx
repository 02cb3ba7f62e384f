import type { ContactPoint } from "../../../catalogue/index.ts"
import { safeUrl } from "../../models/safe-url.ts"
import { Icon } from "../icon/icon.tsx"

/** Whom to ask: only addresses that a browser opens harmlessly become links. */
export function Contact({ contact: { name, email, phone, url } }: { contact: ContactPoint }) {
  const site = safeUrl(url)
  return (
    <ul class="contact">
      {name && (
        <li>
          <bdi>{name}</bdi>
        </li>
      )}
      {email && /^[^\s@<>"]+@[^\s@<>"]+$/.test(email) && (
        <li>
          <a href={`mailto:${email}`}>
            <Icon name="mail" /> <bdi dir="ltr">{email}</bdi>
          </a>
        </li>
      )}
      {phone && (
        <li>
          <Icon name="phone" /> <bdi dir="ltr">{phone}</bdi>
        </li>
      )}
      {site && (
        <li>
          <a href={site} rel="noopener">
            <Icon name="external-link" /> <bdi dir="ltr">{site.replace(/^https?:\/\//, "").replace(/\/$/, "")}</bdi>
          </a>
        </li>
      )}
    </ul>
  )
}
