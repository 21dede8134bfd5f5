import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession, useTask } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Filing } from '../../ipc/bindings/Filing';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { OwedNotice } from '../../ipc/bindings/OwedNotice';
import type { RegulatorFolder } from '../../ipc/bindings/RegulatorFolder';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { ListMissing } from '../../parts/ListMissing';
import { Note } from '../../parts/Note';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { StatusIcon } from '../../parts/StatusIcon';
import { PathPicker } from '../../parts/PathPicker';
import { count, day, daysIn, duty, left, many } from '../../parts/format';
import { useProgress, TaskProgress } from '../../parts/TaskProgress';
import { CorrectFiling } from './CorrectFiling';
import { FilingFields, readFiling, type FilingEntry } from './FilingFields';

/** Who must be told beside the people themselves. */
export default function RegulatorsScreen() {
  const { status, revision } = useSession();
  const owed = useQuery(host.owedNotices, [revision]);
  const [filing, setFiling] = useState<OwedNotice | null>(null);
  const [wrong, setWrong] = useState<Filing | null>(null);
  if (status?.rows === 0) {
    return (
      <ListMissing page="Regulators" title="No list yet">
        Who must be notified depends on where people live. Import a list first.
      </ListMissing>
    );
  }
  return (
    <div className="stack">
      <h1>Regulators</h1>
      <p className="lead">Regulators, news media, and credit bureaus to notify. These rules are research drafts; counsel must confirm each one.</p>
      <ErrorNotice error={owed.error} />
      {owed.busy && !owed.value && <p role="status">Counting…</p>}
      <Folder />
      <ul className="cards">
        {owed.value?.map((one, at) => (
          <li key={at} className="card">
            <div>
              <p className="card-title">
                {one.jurisdiction}: {one.whom || duty(one.duty)}
              </p>
              <p>
                <StatusIcon of={one.addendum_from !== null ? 'warning' : one.filed ? 'done' : one.days_left < 0 ? 'error' : one.days_left < 15 ? 'warning' : 'notice'} />{' '}
                {one.filed
                  ? `Notified on ${day(one.filed)} about ${many(one.filed_people ?? 0, 'person', 'people')}`
                  : `By ${day(one.last_day)} (${left(one.days_left)})`}
                . {many(one.people, 'person', 'people')}.{one.in_doubt && <strong> Ask counsel: the rule is uncertain.</strong>}
              </p>
              {one.addendum_from !== null && (
                <p>
                  <strong>Addendum owed.</strong> You reported {many(one.addendum_from, 'person', 'people')}; now there{' '}
                  {one.people === 1 ? 'is 1' : `are ${one.people.toLocaleString('en-US')}`}. Send the office the new number.
                </p>
              )}
              <p className="quiet small">
                {one.citation}. {daysIn(one.note)}
              </p>
            </div>
            {(!one.filed || one.addendum_from !== null) && (
              <div className="row">
                <Button onPress={() => setFiling(one)}>
                  {one.filed ? 'Mark addendum as sent…' : 'Mark as notified…'}<span className="unseen"> {one.whom || one.jurisdiction}</span>
                </Button>
              </div>
            )}
          </li>
        ))}
      </ul>
      {status && status.filings.length > 0 && (
        <section className="stack" aria-labelledby="filed">
          <h2 id="filed">Notified</h2>
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Recipient</th>
                <th scope="col">Date</th>
                <th scope="col">People</th>
                <th scope="col">Receipt or note</th>
                <th scope="col">
                  <span className="unseen">Correct</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {status.filings.map((filing, at) => (
                <tr key={at}>
                  <th scope="row">
                    {filing.authority} {filing.office}
                  </th>
                  <td>{day(filing.day)}</td>
                  <td>{count(filing.people)}</td>
                  <td>{filing.remark}</td>
                  <td>
                    <Button look="quiet" onPress={() => setWrong(filing)}>
                      Correct…
                      <span className="unseen">
                        {' '}
                        {filing.authority} {filing.office}
                      </span>
                    </Button>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
      {filing && <Record owed={filing} onClose={() => setFiling(null)} />}
      {wrong && <CorrectFiling filing={wrong} onClose={() => setWrong(null)} />}
    </div>
  );
}

function Folder() {
  const [out, setOut] = useState<Chosen | null>(null);
  const [told, setTold] = useState<RegulatorFolder | null>(null);
  const { busy, error, run } = useTask('regulators');
  const [going, hear, clear] = useProgress();
  return (
    <section className="stack panel" aria-labelledby="folder">
      <h2 id="folder">Worksheets and sample letters</h2>
      <p>
        Creates a folder with the notices that are due, counts by state, a worksheet for each regulator, the deadlines for
        your calendar program, and a sample of each letter to an invented person. It has no information about affected
        people.
      </p>
      <PathPicker label="Folder" wanted="folder" shown={out?.place ?? ''} set={setOut} />
      <ErrorNotice error={error} />
      {busy ? (
        <TaskProgress title="Creating folder" progress={going} />
      ) : (
        <div className="row">
          <Button
            isDisabled={out === null}
            onPress={() => {
              if (!out) return;
              clear();
              void run(async () => setTold(await host.makeRegulatorsFolder(out.token, hear)));
            }}
          >
            Create folder
          </Button>
        </div>
      )}
      {told && (
        <Note of="done" title={`${many(told.owed.length, 'notice')} about ${many(told.people, 'person', 'people')}`}>
          <p className="path">{told.folder}</p>
        </Note>
      )}
    </section>
  );
}

function Record({ owed, onClose }: { owed: OwedNotice; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const [entry, setEntry] = useState<FilingEntry>({ on: '', people: String(owed.people), remark: '' });
  const { busy, error, run } = useAction();
  const offices = owed.duty === 'media' ? ['media'] : owed.duty === 'credit_bureaus' ? ['bureaus'] : owed.office ? [owed.office] : [];
  const told = readFiling(entry);
  const record = async () => {
    if (!told) return;
    const authority = owed.duty === 'hhs' ? 'HHS' : owed.jurisdiction;
    const done = await run(() => host.recordFiling({ authority, offices, ...told, instead_of: null }, actor));
    if (!done) return;
    onClose();
    await refresh();
    announce('Marked as notified.');
  };
  return (
    <ModalDialog title={`Mark as notified: ${owed.whom || owed.jurisdiction}`} open onClose={onClose}>
      <FilingFields label="Date notified" entry={entry} set={setEntry} />
      <ActorField />
      <ErrorNotice error={error} />
      <div className="row">
        <Button
          look="first"
          isDisabled={busy || actor.trim() === '' || told === null}
          onPress={() => void record()}
        >
          Save
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
