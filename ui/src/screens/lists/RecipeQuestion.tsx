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
    ...known.map(({ name, title }) => ({ name, label: `Yes: ${title}` })),
    { name: NO_RECIPE, label: 'No: use the column headings only' },
  ];
  return (
    <fieldset className="group">
      <legend>Source of this list</legend>
      {recipe ? (
        <p>
          The headings match <strong>{recipe.title}</strong>. If that is right, {many(used.length, 'column is',
          'columns are')} used as shown below, and that program’s codes and blank values are recognized.
        </p>
      ) : (
        <p>The headings match several programs, and their codes mean different things. Until you choose one, only the column headings are used.</p>
      )}
      {recipe && recipe.unknown_codes.length > 0 && (
        <Note of="warning">
          {recipe.unknown_codes.map(([column, rows]) => (
            <p key={column}>
              Column “{columns[column - 1]?.heading}” has codes that are not recognized. {many(rows, 'row is', 'rows are')} held.
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
