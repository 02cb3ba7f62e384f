/**
 * Mail: asked for in the transaction that makes it necessary, sent by a job over SMTP, or written to a folder where there
 * is no mail server.
 */

export { composeMail } from "./compose.ts"
export { enqueueMail, type Mail } from "./mail.ts"
export { createMailer, type Mailer } from "./mailer.ts"
export { mailJobs } from "./send-mail.ts"
