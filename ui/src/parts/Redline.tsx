// Words that were left out and put in, as the program marks them: [-out-] and {+in+}.

interface Piece {
  kind: 'same' | 'out' | 'in';
  words: string;
}

/** The pieces of a marked text. */
export function splitRedline(marked: string): Piece[] {
  const found: Piece[] = [];
  const mark = /\[-([\s\S]*?)-\]|\{\+([\s\S]*?)\+\}/g;
  let at = 0;
  for (const match of marked.matchAll(mark)) {
    if (match.index > at) found.push({ kind: 'same', words: marked.slice(at, match.index) });
    found.push(match[1] === undefined ? { kind: 'in', words: match[2] ?? '' } : { kind: 'out', words: match[1] });
    at = match.index + match[0].length;
  }
  if (at < marked.length) found.push({ kind: 'same', words: marked.slice(at) });
  return found;
}

/** A text with its changes. */
export function Redline({ marked }: { marked: string }) {
  return (
    <>
      {splitRedline(marked).map((piece, at) =>
        piece.kind === 'same' ? (
          <span key={at}>{piece.words}</span>
        ) : piece.kind === 'out' ? (
          <del key={at}>{piece.words}</del>
        ) : (
          <ins key={at}>{piece.words}</ins>
        ),
      )}
    </>
  );
}
