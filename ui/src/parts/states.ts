// States, D.C. and territories, by the codes that the program takes.
import type { Option } from './SelectField';

const NAMES: Record<string, string> = {
  AL: 'Alabama',
  AK: 'Alaska',
  AS: 'American Samoa',
  AZ: 'Arizona',
  AR: 'Arkansas',
  CA: 'California',
  CO: 'Colorado',
  CT: 'Connecticut',
  DE: 'Delaware',
  DC: 'District of Columbia',
  FL: 'Florida',
  GA: 'Georgia',
  GU: 'Guam',
  HI: 'Hawaii',
  ID: 'Idaho',
  IL: 'Illinois',
  IN: 'Indiana',
  IA: 'Iowa',
  KS: 'Kansas',
  KY: 'Kentucky',
  LA: 'Louisiana',
  ME: 'Maine',
  MD: 'Maryland',
  MA: 'Massachusetts',
  MI: 'Michigan',
  MN: 'Minnesota',
  MS: 'Mississippi',
  MO: 'Missouri',
  MT: 'Montana',
  NE: 'Nebraska',
  NV: 'Nevada',
  NH: 'New Hampshire',
  NJ: 'New Jersey',
  NM: 'New Mexico',
  NY: 'New York',
  NC: 'North Carolina',
  ND: 'North Dakota',
  MP: 'Northern Mariana Islands',
  OH: 'Ohio',
  OK: 'Oklahoma',
  OR: 'Oregon',
  PA: 'Pennsylvania',
  PR: 'Puerto Rico',
  RI: 'Rhode Island',
  SC: 'South Carolina',
  SD: 'South Dakota',
  TN: 'Tennessee',
  TX: 'Texas',
  VI: 'U.S. Virgin Islands',
  UT: 'Utah',
  VT: 'Vermont',
  VA: 'Virginia',
  WA: 'Washington',
  WV: 'West Virginia',
  WI: 'Wisconsin',
  WY: 'Wyoming',
};

/** A menu of states by name; a value that is none of them stays in it, so that nothing is lost. */
export function stateOptions(value: string): Option[] {
  const known = Object.entries(NAMES).map(([word, label]) => ({ word, label: `${label} (${word})` }));
  const code = stateCode(value);
  return code === '' || NAMES[code] ? known : [{ word: code, label: code }, ...known];
}

/** The code of a state that was typed by name or by code; what is neither stays as it is. */
export function stateCode(typed: string): string {
  const text = typed.trim();
  const found = Object.entries(NAMES).find(([, name]) => name.toLowerCase() === text.toLowerCase());
  return found?.[0] ?? (/^[a-z]{2}$/i.test(text) ? text.toUpperCase() : text);
}
