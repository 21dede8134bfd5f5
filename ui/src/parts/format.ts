// How numbers, days and words of the program are put for people.

const NUMBER = new Intl.NumberFormat('en-US');

/** A whole number with its thousands parted. */
export const count = (number: number): string => NUMBER.format(number);

/** A number with its noun: 1 letter, 2 letters. */
export const many = (number: number, one: string, more = `${one}s`): string =>
  `${count(number)} ${number === 1 ? one : more}`;

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

/** A day as people write it; what is no day stays as it is. */
export function day(text: string): string {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return parsed && !Number.isNaN(parsed.valueOf()) ? DAY.format(parsed) : text;
}

const SHORT_DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium', timeZone: 'UTC' });

/** A day for a narrow column: Mar 21, 2025; what is no day stays as it is. */
export function shortDay(text: string): string {
  const parsed = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : undefined;
  return parsed && !Number.isNaN(parsed.valueOf()) ? SHORT_DAY.format(parsed) : text;
}

/** Days within a sentence of the program, such as 2025-03-21, in words. */
export const daysIn = (sentence: string): string =>
  sentence.replace(/(?<![\w/.-])\d{4}-\d{2}-\d{2}(?![\w/-]|\.\w)/g, (found) => day(found));

const OWN_DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

/** The day of a moment in UTC, as the calendar of this computer has it: Mar 21, 2025. */
export function dayOf(text: string): string {
  const parsed = new Date(text);
  return Number.isNaN(parsed.valueOf()) ? text : OWN_DAY.format(parsed);
}

/** A hash in groups of four digits, for reading. */
export const digits = (hash: string): string => hash.match(/.{1,4}/g)?.join(' ') ?? '';

const MOMENT = new Intl.DateTimeFormat('en-US', {
  year: 'numeric',
  month: 'short',
  day: 'numeric',
  hour: 'numeric',
  minute: '2-digit',
  timeZoneName: 'short',
});

/** A moment in UTC as the clock of this computer has it, with the zone: Mar 21, 2025, 3:05 PM CDT. */
export function moment(text: string): string {
  const parsed = new Date(text);
  return Number.isNaN(parsed.valueOf()) ? text : MOMENT.format(parsed).replaceAll('\u202f', ' ');
}

/** How long something still runs. */
export function left(days: number): string {
  if (days === 0) return 'today';
  if (days === 1) return 'tomorrow';
  return days > 0 ? `in ${count(days)} days` : `${count(-days)} ${days === -1 ? 'day' : 'days'} ago`;
}

/** Seconds as minutes and seconds. */
export function time(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? many(whole, 'second') : `${Math.floor(whole / 60)} min ${whole % 60} sec`;
}

/** Bytes in a unit that can be read. */
export function size(bytes: number): string {
  if (bytes < 1000) return many(bytes, 'byte');
  const units = ['kB', 'MB', 'GB'];
  let at = -1;
  let value = bytes;
  do {
    value /= 1000;
    at += 1;
  } while (value >= 1000 && at < units.length - 1);
  return `${value.toFixed(value < 10 ? 1 : 0)} ${units[at] ?? ''}`;
}

/** `date_of_birth` as `Date of birth`. */
export function plain(word: string): string {
  const text = word.replace(/^element\./, '').replaceAll('_', ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

const STANDINGS: Record<string, string> = {
  adult: 'Adult',
  minor: 'Child',
  deceased: 'Deceased',
  represented: 'Represented',
  '': 'Unknown',
};

/** What somebody is, as it decides about the letter. */
export const standingWord = (word: string): string => STANDINGS[word] ?? plain(word);

const FATES: Record<string, string> = {
  letter: 'Letter',
  held: 'Held',
  merged: 'Merged duplicate',
  excluded: 'Excluded',
};

/** What becomes of a row. */
export const dispositionWord = (word: string): string => FATES[word] ?? plain(word);

const LANGUAGES: Record<string, string> = { en: 'English', es: 'Spanish' };

/** `TX-minor-named-en` as people say it. */
export function variant(name: string): string {
  const [state = '', life = '', ...rest] = name.split('-');
  const words = rest.map((word) => {
    if (LANGUAGES[word]) return LANGUAGES[word];
    if (word === 'named') return 'addressed by name';
    if (word === 'child') return 'child who died';
    if (word === 'either') return 'person or parent or guardian';
    if (word === 'second') return 'copy';
    return plain(word);
  });
  return [state, standingWord(life), ...words].join(', ');
}

const DUTIES: Record<string, string> = {
  individuals: 'Letters to individuals',
  regulator: 'State regulator',
  hhs: 'HHS',
  media: 'News media',
  credit_bureaus: 'Credit bureaus',
};

/** What is owed. */
export const duty = (word: string): string => DUTIES[word] ?? plain(word);

const FIELDS: Record<string, string> = {
  record_id: 'Record number',
  full_name: 'Full name',
  first_name: 'First name',
  middle_name: 'Middle name',
  last_name: 'Last name',
  suffix: 'Suffix (Jr., Sr., III)',
  date_of_birth: 'Date of birth',
  date_of_death: 'Date of death',
  deceased: 'Deceased (yes or no)',
  guardian_name: 'Guardian full name',
  guardian_first: 'Guardian first name',
  guardian_last: 'Guardian last name',
  next_of_kin: 'Next of kin',
  representative: 'Legal representative',
  address_1: 'Street address',
  address_2: 'Address line 2',
  urbanization: 'Urbanization (Puerto Rico)',
  city: 'City',
  state: 'State',
  zip: 'ZIP code',
  city_state_zip: 'City, state, and ZIP code',
  country: 'Country',
  language: 'Language',
  ssn: 'Social Security number (the number)',
  'element.ssn': 'Social Security number',
  'element.state_id': 'state identification card number',
  'element.drivers_license': 'driver’s license number',
  'element.phone_email': 'phone number or email address',
  'element.images': 'X-rays and other images',
  'element.taxpayer_id': 'taxpayer identification number',
  'element.substance_use_records': 'substance use disorder treatment records (42 CFR Part 2)',
  'element.account_credentials': 'username and password',
};

/** A field of a list in the words of people. */
export function field(word: string): string {
  const own = FIELDS[word];
  if (!word.startsWith('element.')) return own ?? plain(word);
  return `Exposed: ${own ?? plain(word.slice('element.'.length)).toLowerCase()}`;
}

/** A day of the program as one types it: 03/21/2025; what is no day stays as it is. */
export const typedDay = (text: string): string => text.replace(/^(\d{4})-(\d{2})-(\d{2})$/, '$2/$3/$1');

/** A day that somebody typed, month first or year first, as the program takes it; nothing where it is none. */
export function toDay(typed: string): string | null {
  const text = typed.trim();
  const slashed = /^(\d{1,2})\/(\d{1,2})\/(\d{4})$/.exec(text);
  const [year, month, date] = slashed
    ? [slashed[3], slashed[1], slashed[2]]
    : (/^(\d{4})-(\d{2})-(\d{2})$/.exec(text)?.slice(1) ?? []);
  if (!year || !month || !date) return null;
  const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
  const parsed = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(parsed.valueOf()) && parsed.toISOString().startsWith(day) ? day : null;
}

/** A whole number that somebody typed, with or without commas; nothing where it is none. */
export function toCount(typed: string): number | null {
  const digits = typed.trim().replace(/,(?=\d{3}(\D|$))/g, '');
  return /^\d{1,9}$/.test(digits) ? Number(digits) : null;
}
