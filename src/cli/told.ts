import { InvalidInput, Refusal } from "../platform/refusal.ts"
import { CommandFailed } from "./command.ts"

const rules: Readonly<Record<string, string>> = {
  "too-short": "a password has 12 characters or more",
  "too-long": "it is too long",
  "too-common": "it is made of words that are guessed first",
  "too-regular": "it is a repetition or a row of the keyboard",
  "says-who-you-are": "it says whose it is",
  "not-an-email": "it is not an e-mail address",
}

/** A refusal becomes the message of the command that met it. */
export async function told<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof InvalidInput) {
      const problems = error.problems.map(({ path, rule }) => `${path}: ${rules[rule] ?? rule}`)
      throw new CommandFailed(`Not done. ${problems.join("; ")}.`)
    }
    throw error instanceof Refusal ? new CommandFailed(error.message) : error
  }
}
