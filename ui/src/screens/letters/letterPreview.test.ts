import { describe, expect, it } from 'vitest';
import { splitSentences } from './LetterPreview';

describe('a paragraph', () => {
  it.each([
    ['One sentence. Another one.', ['One sentence.', 'Another one.']],
    ['Dear Parent or Guardian of Robin Q. Invented:', ['Dear Parent or Guardian of Robin Q. Invented:']],
    ['See example.org/a.b for it. “Good.” They said so.', ['See example.org/a.b for it.', '“Good.”', 'They said so.']],
    ['¿Qué pasó? Una persona entró.', ['¿Qué pasó?', 'Una persona entró.']],
  ])('falls into its sentences: %s', (paragraph, parts) => {
    expect(splitSentences(paragraph)).toEqual(parts);
  });
});
