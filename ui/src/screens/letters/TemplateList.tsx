import { useMemo, useState } from 'react';
import type { TemplateFile } from '../../ipc/bindings/TemplateFile';
import { TextInput } from '../../parts/TextInput';
import { plain } from '../../parts/format';

const FOLDERS: readonly { folder: string; title: string }[] = [
  { folder: 'letters/', title: 'Letters' },
  { folder: 'passages/', title: 'Shared paragraphs' },
  { folder: 'jurisdictions/', title: 'States' },
  { folder: 'es/letters/', title: 'Spanish: letters' },
  { folder: 'es/passages/', title: 'Spanish: shared paragraphs' },
  { folder: 'es/jurisdictions/', title: 'Spanish: states' },
];

interface Props {
  leaves: readonly TemplateFile[];
  path: string;
  changed: boolean;
  onChoose: (path: string) => void;
}

/** Every template of the letters, by what it is. */
export function TemplateList({ leaves, path, changed, onChoose }: Props) {
  const [search, setSearch] = useState('');
  const groups = useMemo(
    () =>
      FOLDERS.map(({ folder, title }) => ({
        title,
        folder,
        own: leaves.filter((leaf) => leaf.path.startsWith(folder) && leaf.path.includes(search.toLowerCase().replaceAll(' ', '-'))),
      })).filter((group) => group.own.length > 0),
    [leaves, search],
  );
  return (
    <nav className="leaves" aria-label="Templates">
      <TextInput label="Find a template" value={search} onChange={setSearch} />
      {groups.map((group) => (
        <details key={group.folder} open={search !== '' || path.startsWith(group.folder)}>
          <summary>
            {group.title} <span className="quiet small">{group.own.length}</span>
          </summary>
          <ul className="plain-list">
            {group.own.map((leaf) => {
              const here = leaf.path === path;
              return (
                <li key={leaf.path}>
                  <button
                    type="button"
                    className="leaf"
                    aria-current={here ? 'true' : undefined}
                    disabled={changed && !here}
                    onClick={() => onChoose(leaf.path)}
                  >
                    {name(leaf.path.slice(group.folder.length))}
                    {leaf.own && <span className="small quiet"> edited</span>}
                    {leaf.stale && <span className="small mark-warning"> out of date</span>}
                  </button>
                </li>
              );
            })}
          </ul>
        </details>
      ))}
      {changed && <p className="small quiet">Save or discard your changes before you open another template.</p>}
    </nav>
  );
}

/** `tx/owed-police.md.hbs` as `TX: Owed police`. */
function name(path: string): string {
  const parts = path.replace(/\.md\.hbs$/, '').split('/');
  const last = plain((parts.pop() ?? '').replaceAll('-', '_'));
  const above = parts.filter((part) => part !== 'families').map((part) => (part.length === 2 ? part.toUpperCase() : plain(part)));
  return above.length > 0 ? `${above.join(', ')}: ${last}` : last;
}
