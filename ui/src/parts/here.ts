// The program's advice names commands; in the window, it names pages.
const PAGES: readonly (readonly [RegExp, string])[] = [
  [/,? (?:then )?record it: filed CASE.*$/, ', then record it under Regulators.'],
  [/: pairs CASE shows them/, ': Review, “Perhaps one person”, shows them'],
  [/: findings CASE says why\./, ': Review says why.'],
  [/: (?:approve|release) CASE[^.]*\./, '.'],
  [/See status and findings for (.*)\.$/, 'Review shows $1.'],
];

/** The same advice for whoever sits at the window. */
export const here = (advice: string): string => PAGES.reduce((text, [command, page]) => text.replace(command, page), advice);
