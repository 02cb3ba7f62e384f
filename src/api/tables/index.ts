/** Tables for programs: what they are, their rows by three levels of questions, and exports of whatever a question finds. */
export { registerTables } from "./register-tables.ts"
