import { datasetFormMessages } from "../../../../texts/index.ts"
import { fieldId, problemAt } from "../../../components/form/field.tsx"
import { Icon } from "../../../components/icon/icon.tsx"
import { type FormModel, nameless, unanswered } from "./form-model.ts"

/** Signs of personal data in a file: a question that must be answered before publication. */
export function PersonalWarnings({ model }: { model: FormModel }) {
  const { page, files, refusal } = model
  const words = datasetFormMessages[page.language]
  return (
    <div data-part="warnings">
      {unanswered(files).map((file) => {
        const note = `answerNote.${file.storedId}`
        const problem = problemAt(refusal, note)
        return (
          <div class="note bad personal">
            <Icon name="shield-alert" />
            <div class="stack-s">
              <b>{words.personalTitle}</b>
              <p class="small">
                <bdi>{file.storedName}</bdi>
              </p>
              <ul class="small">
                {file.stored?.warnings.map(({ column, count, kind }) => (
                  <li>{words.personalColumn(nameless(column), page.format.number(count), kindOf(words, kind))}</li>
                ))}
              </ul>
              <p class="small">{words.personalAsk}</p>
              {(["none", "lawful"] as const).map((answer) => (
                <label class="choice">
                  <input type="radio" name={`answer.${file.storedId}`} value={answer} />
                  <span>{answer === "none" ? words.personalNone : words.personalLawful}</span>
                </label>
              ))}
              <p class={problem ? "f err" : undefined}>
                <label class="small" for={fieldId(note)}>
                  {words.personalNote}
                </label>
                {problem && <span class="msg">{problem}</span>}
                <input class="inp" id={fieldId(note)} name={note} dir="auto" data-quiet />
              </p>
              <p class="row">
                <button type="submit" class="btn sm" name="act" value={`answer:${file.storedId}`}>
                  {words.personalAnswer}
                </button>
                <button type="submit" class="btn sm bad" name="act" value={`file-remove:${file.id}`}>
                  {words.personalRemove}
                </button>
              </p>
            </div>
          </div>
        )
      })}
    </div>
  )
}

function kindOf(words: (typeof datasetFormMessages)["ar"], kind: string): string {
  return words.personalKinds[kind] ?? words.personalKinds.other ?? kind
}
