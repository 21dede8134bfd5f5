import { autocompletion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import { markdown } from '@codemirror/lang-markdown';
import { lintGutter, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { Annotation, EditorState, Transaction } from '@codemirror/state';
import { Decoration, MatchDecorator, ViewPlugin, type DecorationSet, type ViewUpdate } from '@codemirror/view';
import { basicSetup, EditorView } from 'codemirror';
import { useEffect, useRef } from 'react';
import type { TemplateFile } from '../../ipc/bindings/TemplateFile';
import type { IpcError } from '../../ipc/bindings/IpcError';
import { sentence } from '../../advice';

interface Props {
  path: string;
  value: string;
  onChange: (text: string) => void;
  /** What is wrong with the text, from the program. */
  said: IpcError | null;
  /** The templates, for the names of passages. */
  leaves: readonly TemplateFile[];
  /** What a template can print or ask for. */
  names: readonly string[];
}

const tags = new MatchDecorator({
  regexp: /\{\{[^}]*\}\}/g,
  decoration: ([tag]) =>
    Decoration.mark({ class: /^\{\{[#/]|^\{\{else/.test(tag) ? 'tag tag-block' : tag.startsWith('{{>') ? 'tag tag-passage' : 'tag' }),
});
const handlebars = ViewPlugin.fromClass(
  class {
    marks: DecorationSet;
    constructor(view: EditorView) {
      this.marks = tags.createDeco(view);
    }
    update(update: ViewUpdate) {
      this.marks = tags.updateDeco(update, this.marks);
    }
  },
  { decorations: (plugin) => plugin.marks },
);

/** Marks what was put in from outside, which nobody typed. */
const given = Annotation.define<boolean>();

/** Markdown with handlebars: tags marked, names completed, faults where they stand. */
export default function Editor({ path, value, onChange, said, leaves, names }: Props) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const heard = useRef(onChange);
  heard.current = onChange;
  const known = useRef({ leaves, names });
  known.current = { leaves, names };
  const first = useRef(value);
  first.current = value;
  useEffect(() => {
    if (!host.current) return;
    const complete = (context: CompletionContext): CompletionResult | null => {
      const passage = context.matchBefore(/\{\{>\s*[\w-]*/);
      if (passage) {
        const from = passage.from + (/^\{\{>\s*/.exec(passage.text)?.[0].length ?? 0);
        return { from, options: passages(known.current.leaves).map((label) => ({ label, type: 'class' })) };
      }
      const name = context.matchBefore(/\{\{[#\s(]*(?:if|unless|each|date|list|number|line)?\s*[\w.]*/);
      if (!name || (name.text === '{{' && !context.explicit && name.from === name.to)) return null;
      const from = name.to - (/[\w.]*$/.exec(name.text)?.[0].length ?? 0);
      return { from, options: known.current.names.map((label) => ({ label, type: 'variable' })) };
    };
    const made = new EditorView({
      parent: host.current,
      state: EditorState.create({
        doc: first.current,
        extensions: [
          basicSetup,
          markdown(),
          handlebars,
          EditorView.lineWrapping,
          autocompletion({ override: [complete] }),
          lintGutter(),
          EditorView.contentAttributes.of({ 'aria-label': `Wording of ${path}`, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged && !update.transactions.some((own) => own.annotation(given))) heard.current(update.state.doc.toString());
          }),
        ],
      }),
    });
    view.current = made;
    return () => {
      view.current = null;
      made.destroy();
    };
  }, [path]);
  // What came from outside, as from the history, is put in; what was typed is there already.
  useEffect(() => {
    const own = view.current;
    if (own && own.state.doc.toString() !== value) {
      own.dispatch({
        changes: { from: 0, to: own.state.doc.length, insert: value },
        // Nobody typed it, so no key takes it back.
        annotations: [given.of(true), Transaction.addToHistory.of(false)],
      });
    }
  }, [value]);
  useEffect(() => {
    const own = view.current;
    if (own) own.dispatch(setDiagnostics(own.state, diagnostics(own.state, said, path)));
  }, [said, path, value]);
  return <div ref={host} className="editor" />;
}

/** The faults that lie in this template, at their places. */
function diagnostics(state: EditorState, said: IpcError | null, path: string): Diagnostic[] {
  const own = said?.reasons.filter((reason) => reason.file.endsWith(path)) ?? [];
  return own.map((reason) => {
    const line = state.doc.line(Math.min(Math.max(reason.line, 1), state.doc.lines));
    const from = Math.min(line.from + Math.max(reason.column - 1, 0), line.to);
    return { from, to: Math.max(from, line.to), severity: 'error', message: sentence(reason) };
  });
}

/** Names of passages, each once. */
function passages(leaves: readonly TemplateFile[]): string[] {
  const names = leaves
    .filter((leaf) => leaf.path.startsWith('passages/') || leaf.path.startsWith('jurisdictions/'))
    .map((leaf) => leaf.path.replace(/^.*\//, '').replace(/\.md\.hbs$/, ''));
  return [...new Set(names)].sort();
}
