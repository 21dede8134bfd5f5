import type { ListInspection } from '../../ipc/bindings/ListInspection';
import { Note } from '../../parts/Note';
import { many } from '../../parts/format';

/** The word for a list that is read by its headings alone. */
export const NO_RECIPE = 'none';

/** What is said of the recipe: nothing where nobody was asked or has answered. */
export type RecipeAnswer = string | null;

/** Whether somebody is to say where the list comes from. */
export const asksRecipe = (surveyed: ListInspection) =>
  surveyed.recipes_in_doubt.length > 0 || (surveyed.recipe !== null && surveyed.recipe.chosen === 'by_headings');

type Props = { surveyed: ListInspection; answer: RecipeAnswer; onAnswer: (answer: string) => void };

/** The program that a list seems to come from, what reading it so does, and the click that says yes. */
export function RecipeQuestion({ surveyed, answer, onAnswer }: Props) {
  const { recipe, recipes_in_doubt: inDoubt, columns } = surveyed;
  const known = recipe ? [{ name: recipe.name, title: recipe.title }] : inDoubt;
  if (known.length === 0) return null;
  const used = columns.filter((column) => column.field !== '');
  const choices = [
    ...known.map(({ name, title }) => ({ name, label: `Yes, it is: ${title}` })),
    { name: NO_RECIPE, label: 'No, read it by its headings alone' },
  ];
  return (
    <fieldset className="group">
      <legend>Where this list comes from</legend>
      {recipe ? (
        <p>
          Its headings are those of <strong>{recipe.title}</strong>. Read so, {many(used.length, 'column is', 'columns are')} used as
          the table below shows, and codes and blanks of that program are understood as it means them.
        </p>
      ) : (
        <p>Its headings are those of several programs, and the same codes mean other things in each. Until you say which, it is read by its headings alone.</p>
      )}
      {recipe && recipe.unknown_codes.length > 0 && (
        <Note of="warning">
          {recipe.unknown_codes.map(([column, rows]) => (
            <p key={column}>
              Under “{columns[column - 1]?.heading}” stand codes that are not known; {many(rows, 'row is', 'rows are')} held for them.
            </p>
          ))}
        </Note>
      )}
      {recipe?.doubt && <p className="quiet small">{recipe.doubt}</p>}
      {choices.map((choice) => (
        <label key={choice.name} className="radio">
          <input type="radio" name="recipe" checked={answer === choice.name} onChange={() => onAnswer(choice.name)} />
          {choice.label}
        </label>
      ))}
    </fieldset>
  );
}
