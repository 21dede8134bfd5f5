import { render, screen } from '@testing-library/react';
import { describe, expect, it } from 'vitest';
import { splitRedline } from './Redline';
import { ErrorNotice } from './ErrorNotice';
import { splitSentences } from '../screens/letters/LetterPreview';
import { refused } from '../ipc/program';
import { day, left, many, size, variant } from './format';

describe('words', () => {
  it('puts numbers, days and variants as people say them', () => {
    expect(many(1, 'letter')).toBe('1 letter');
    expect(many(140121, 'letter')).toBe('140,121 letters');
    expect(day('2025-03-21')).toBe('March 21, 2025');
    expect(day('no day')).toBe('no day');
    expect(left(0)).toBe('today');
    expect(left(-1)).toBe('1 day ago');
    expect(left(12)).toBe('in 12 days');
    expect(size(999)).toBe('999 bytes');
    expect(size(1_440_000)).toBe('1.4 MB');
    expect(variant('TX-minor-named-en')).toBe('TX, Child, addressed by name, English');
    expect(variant('MA-adult-es-massachusetts')).toBe('MA, Adult, Spanish, Massachusetts');
  });
});

describe('a redline', () => {
  it('loses no word', () => {
    const found = splitRedline('Dear [-Sir-] {+Robin+}, hello');
    expect(found.map((piece) => piece.kind)).toEqual(['same', 'out', 'same', 'in', 'same']);
    expect(found.map((piece) => piece.words).join('')).toBe('Dear Sir Robin, hello');
  });
});

describe('sentences', () => {
  it('end where sentences end, and nowhere else', () => {
    expect(splitSentences('Call 1-800-555-0100. We are there from 8 a.m. to 8 p.m. Central Time. See https://x.example/y.')).toEqual([
      'Call 1-800-555-0100.',
      'We are there from 8 a.m. to 8 p.m.',
      'Central Time.',
      'See https://x.example/y.',
    ]);
    expect(splitSentences('One.').join('')).toBe('One.');
  });
});

describe('a refusal', () => {
  it('says what is wrong and what to do, once, to everybody', () => {
    render(<ErrorNotice error={refused('Wrong passphrase.', 'Try it again.')} />);
    const alert = screen.getByRole('alert');
    expect(alert.textContent).toContain('Couldn’t complete');
    expect(alert.textContent).toContain('Wrong passphrase. Try it again.');
  });
});
