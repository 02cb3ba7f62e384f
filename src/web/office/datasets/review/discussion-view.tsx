import { reviewMessages } from "../../../../texts/index.ts"
import { TextArea } from "../../../components/form/field.tsx"
import { Form } from "../../../components/form/form.tsx"
import { routes } from "../../../routes.ts"
import type { ReviewModel } from "./review-model.ts"

/** What was said at each step, the newest first. */
export function Discussion({ model: { page, office, comments, people, may } }: { model: ReviewModel }) {
  const words = reviewMessages[page.language]
  return (
    <section>
      <h2>{words.discussion}</h2>
      {comments.length === 0 && <p class="small muted">{words.noComments}</p>}
      <ul>
        {comments.map(({ author, at, step, text, refusal }) => (
          <li class="post">
            <p class="who">
              <bdi>{people.get(author) ?? words.somebody}</bdi> {words.steps[step] ?? step} ·{" "}
              <time dateTime={at.toISOString()}>{page.format.ago(at, page.now)}</time>
            </p>
            {text && (
              <p class="said" dir="auto">
                {text}
              </p>
            )}
            {refusal && <p class="small">{words.refusals[refusal.code] ?? words.steps["publication-refused"]}</p>}
          </li>
        ))}
      </ul>
      {may.comment && (
        <Form page={page} action={routes.office(page.language, `/datasets/${office.id}/comment`)}>
          <TextArea name="comment" id="new-comment" label={words.addComment} rows={2} dir="auto" />
          <button type="submit" class="btn sm alt">
            {words.addComment}
          </button>
        </Form>
      )}
    </section>
  )
}
