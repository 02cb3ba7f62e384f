import type { AccountLinks } from "../../accounts/index.ts"
import { routes } from "../routes.ts"

/** Absolute addresses of the pages that mails lead to. */
export function accountLinks(baseUrl: string): AccountLinks {
  return {
    signUp: (token, language) => baseUrl + routes.completeSignUp(language, token),
    reset: (token, language) => baseUrl + routes.newPassword(language, token),
    emailChange: (token, language) => baseUrl + routes.confirmEmail(language, token),
    invitation: (token, language) => baseUrl + routes.invitation(language, token),
    signIn: (language) => baseUrl + routes.signIn(language),
  }
}
