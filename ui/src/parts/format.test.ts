import { describe, expect, it } from 'vitest';
import { field, toCount, toDay } from './format';

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
