import { InvalidInput, Refusal } from "../platform/refusal.ts"
import { inputRuleText } from "../texts/index.ts"
import { CommandFailed } from "./command.ts"

/** A refusal becomes the message of the command that met it. */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof InvalidInput) {
      const problems = error.problems.map(({ path, rule, values }) => `${path}: ${inputRuleText("en", rule, values)}`)
      throw new CommandFailed(`Not done. ${problems.join(" ")}`)
    }
    throw error instanceof Refusal ? new CommandFailed(error.message) : error
  }
}
