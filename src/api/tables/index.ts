/** Tables for programs: what they are, their rows by three levels of questions, and exports of whatever a question finds. */
export { tableAddresses } from "./descriptions.ts"
export { registerTables } from "./register-tables.ts"
