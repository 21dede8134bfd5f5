import { describe, expect, it } from 'vitest';
import { daysIn, field, moment, shortDay, toCount, toDay, typedDay, variant } from './format';
import { stateCode, stateOptions } from './states';

describe('what people type', () => {
  it.each([
    ['03/21/2025', '2025-03-21'],
    ['3/1/2025', '2025-03-01'],
    [' 2025-03-21 ', '2025-03-21'],
    ['02/30/2025', null],
    ['2025-02-31', null],
    ['13/01/2025', null],
    ['21.03.2025', null],
    ['', null],
  ])('is the day %s', (typed, day) => {
    expect(toDay(typed)).toBe(day);
  });

  it.each([
    ['1234', 1234],
    ['1,234', 1234],
    ['1,234,567', 1_234_567],
    ['0', 0],
    ['1,2', null],
    ['about 12', null],
    ['-1', null],
    ['', null],
  ])('is the number %s', (typed, number) => {
    expect(toCount(typed)).toBe(number);
  });

  it('names fields as people do', () => {
    expect(field('zip')).toBe('ZIP code');
    expect(field('element.ssn')).toBe('Exposed: Social Security number');
    expect(field('element.diagnosis')).toBe('Exposed: diagnosis');
  });
});

describe('days and moments', () => {
  it('have one form on every page, in sentences of the program too', () => {
    expect(shortDay('2025-03-21')).toBe('Mar 21, 2025');
    expect(shortDay('')).toBe('');
    expect(typedDay('2025-03-21')).toBe('03/21/2025');
    expect(typedDay('3/21/2')).toBe('3/21/2');
    expect(daysIn('The date 2025-03-21 is before 2025-01-25.')).toBe('The date March 21, 2025 is before January 25, 2025.');
    expect(daysIn('lists/2025-03-21/a.csv and a-2025-03-21.csv')).toBe('lists/2025-03-21/a.csv and a-2025-03-21.csv');
  });

  it('name the zone of this computer', () => {
    expect(moment('2025-03-21T15:04:00Z')).toMatch(/^Mar 2[012], 2025, \d{1,2}:\d{2} [AP]M \S+$/);
    expect(moment('')).toBe('');
  });
});

describe('a state', () => {
  it('is known by its name and by its code', () => {
    expect(['Texas', 'texas ', 'tx', 'TX'].map(stateCode)).toEqual(['TX', 'TX', 'TX', 'TX']);
    expect(stateCode('Tejas')).toBe('Tejas');
    expect(stateOptions('TX').some(({ word, label }) => word === 'TX' && label === 'Texas (TX)')).toBe(true);
    expect(stateOptions('AE')[0]).toEqual({ word: 'AE', label: 'AE' });
  });
});

describe('a version of the letter', () => {
  it('says that a child has died', () => {
    expect(variant('TX-deceased-child-en')).toBe('TX, Deceased, child who died, English');
    expect(variant('TX-deceased-child-named-es')).toBe('TX, Deceased, child who died, addressed by name, Spanish');
  });
});
