import { useCallback, useState } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { FindingCount } from '../../ipc/bindings/FindingCount';
import type { PersonRow } from '../../ipc/bindings/PersonRow';
import { Button } from '../../parts/Button';
import { SelectField } from '../../parts/SelectField';
import { TextInput } from '../../parts/TextInput';
import { ListMissing } from '../../parts/ListMissing';
import { findingAdvice } from '../../advice';
import { EVERYBODY, PersonTable, type Narrowed } from '../../parts/PersonTable';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { StatusIcon } from '../../parts/StatusIcon';
import { count, dispositionWord, many, standingWord, variant } from '../../parts/format';
import { HouseholdTable } from './HouseholdTable';
import { GroupDecision } from './GroupDecision';
import { GuardianTable } from './GuardianTable';
import { DuplicatePairs } from './DuplicatePairs';
import { PersonDialog } from './PersonDialog';

const SEVERITY: Record<FindingCount['severity'], string> = {
  error: 'Blocks the mailing',
  hold: 'Held',
  warning: 'Warning',
  notice: 'Note',
};

const FATES = ['letter', 'held', 'merged', 'excluded'].map((word) => ({ word, label: dispositionWord(word) }));

/** The filters by state, version and recipient type, in words. */
const filterWords = ({ jurisdiction, variant: version, standing }: Narrowed): string =>
  [jurisdiction, version && variant(version), standing && standingWord(standing)].filter(Boolean).join(', ');

/** What was found, worst first; everybody, with what can be decided about them. */
export default function ReviewScreen() {
  const { status, filter, revision, go } = useSession();
  const kinds = useQuery(host.findingKinds, [revision]);
  const [narrowed, setNarrowed] = useState<Narrowed>({ ...EVERYBODY, ...filter });
  const [chosen, setChosen] = useState<PersonRow | null>(null);
  const [total, setTotal] = useState(0);
  const [group, setGroup] = useState(false);
  // Somebody came here for certain people; else the page is as it was left.
  const [came, setCame] = useState(filter);
  if (came !== filter) {
    setCame(filter);
    setNarrowed({ ...EVERYBODY, ...filter });
  }
  const choose = useCallback((row: PersonRow) => setChosen(row), []);
  const kind = kinds.value?.find((kind) => kind.code === narrowed.code);
  if (status?.rows === 0) {
    return (
      <ListMissing page="Review" title="No list yet">
        Import a list first. Its issues appear here, most serious first.
      </ListMissing>
    );
  }
  return (
    <div className="stack fill">
      <h1>Review</h1>
      {status && status.questions > 0 && (
        <div className="elsewhere">
          <p>
            {many(status.questions, 'question')} about your lists {status.questions === 1 ? 'needs' : 'need'} an answer.{' '}
            {status.held_by_questions > 0 &&
              `Answering releases ${count(status.held_by_questions)} of ${many(status.held, 'held row')}.`}
          </p>
          <Button onPress={() => go('lists')}>Go to questions</Button>
        </div>
      )}
      <Tabs className="tabs">
        <TabList className="tab-list" aria-label="What to review">
          <Tab className="tab" id="people">
            Issues and people
          </Tab>
          <Tab className="tab" id="pairs">
            Possible duplicates
          </Tab>
          <Tab className="tab" id="kin">
            Children and guardians
          </Tab>
          <Tab className="tab" id="families">
            Households
          </Tab>
        </TabList>
        <TabPanel id="people" className="tab-panel review">
          <section className="kinds" aria-labelledby="kinds">
            <h2 id="kinds">Issues</h2>
            <ErrorNotice error={kinds.error} />
            <ul className="kind-list">
              <li>
                <button
                  type="button"
                  className="kind"
                  aria-pressed={narrowed.code === ''}
                  onClick={() => setNarrowed({ ...narrowed, code: '' })}
                >
                  <span>Everyone</span>
                </button>
              </li>
              {kinds.value?.map((kind) => (
                <li key={kind.code}>
                  <button
                    type="button"
                    className="kind"
                    aria-pressed={narrowed.code === kind.code}
                    data-code={kind.code}
                    onClick={() => setNarrowed({ ...EVERYBODY, code: kind.code })}
                  >
                    <span className="kind-head">
                      <span className={`mark-${kind.severity}`}>
                        <StatusIcon of={kind.severity} /> {SEVERITY[kind.severity]}
                      </span>
                      <span className="kind-count">{count(kind.count)}</span>
                    </span>
                    <span>{kind.message}</span>
                  </button>
                </li>
              ))}
            </ul>
          </section>
          <section className="stack people-side" aria-label="People">
            {kind && (
              <div className="kind-about">
                <p>
                  <strong>{kind.message}</strong> {findingAdvice(kind)}
                </p>
                {kind.severity === 'hold' && (
                  <Button onPress={() => setGroup(true)}>Resolve {many(kind.count, 'row')}…</Button>
                )}
              </div>
            )}
            <div className="row filters">
              <TextInput
                label="Search"
                placeholder="Name, ZIP code, record, piece, or #person"
                value={narrowed.search}
                onChange={(search) => setNarrowed({ ...narrowed, search })}
              />
              <SelectField
                label="Status"
                options={FATES}
                none="All"
                value={narrowed.disposition}
                onChange={(disposition) => setNarrowed({ ...narrowed, disposition })}
              />
              {(narrowed.jurisdiction || narrowed.variant || narrowed.standing) && (
                <Button onPress={() => setNarrowed({ ...EVERYBODY, search: narrowed.search })}>
                  Clear filter: {filterWords(narrowed)}
                </Button>
              )}
              <span className="quiet small" role="status">
                {many(total, 'row')}
              </span>
            </div>
            <PersonTable
              label="People"
              narrowed={narrowed}
              turn={revision}
              chosen={chosen?.row ?? null}
              onChoose={choose}
              onTotal={setTotal}
            />
          </section>
          {chosen && <PersonDialog key={chosen.row} seen={chosen} onClose={() => setChosen(null)} />}
        </TabPanel>
        <TabPanel id="pairs" className="tab-panel">
          <DuplicatePairs />
        </TabPanel>
        <TabPanel id="kin" className="tab-panel">
          <GuardianTable />
        </TabPanel>
        <TabPanel id="families" className="tab-panel">
          <HouseholdTable />
        </TabPanel>
      </Tabs>
      {kind && group && <GroupDecision key={kind.code} kind={kind} onClose={() => setGroup(false)} />}
    </div>
  );
}
