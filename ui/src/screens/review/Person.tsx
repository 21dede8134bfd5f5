import { useEffect, useRef, useState } from 'react';
import { useAct, useAsked } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Choice } from '../../ipc/bindings/Choice';
import type { Decided } from '../../ipc/bindings/Decided';
import type { Seen } from '../../ipc/bindings/Seen';
import type { Typed } from '../../ipc/bindings/Typed';
import { Ask } from '../../parts/Ask';
import { Button } from '../../parts/Button';
import { By } from '../../parts/By';
import { Field } from '../../parts/Field';
import { Note } from '../../parts/Note';
import { Refusal } from '../../parts/Refusal';
import { Sign } from '../../parts/Sign';
import { day, fate, many, standing as life, variant } from '../../parts/words';
import { PersonLetter } from '../../parts/PersonLetter';
import { ACTS, outcome, type Kind } from './decisions';

const NOWHERE: Typed = { line_1: '', line_2: '', city: '', state: '', zip: '' };

/** One row: what is wrong with it, what can be done, its cells, its letter. */
export function Person({ seen, onClose }: { seen: Seen; onClose: () => void }) {
  const { turn, by, refresh, say } = useDesk();
  const whole = useAsked(() => host.row(seen.row), [seen.row, turn]);
  const [kind, setKind] = useState<Kind | null>(null);
  const [reason, setReason] = useState('');
  const [address, setAddress] = useState<Typed>(NOWHERE);
  const [addressee, setAddressee] = useState<[string, string]>(['', '']);
  const [decided, setDecided] = useState<Decided | null>(null);
  const [letter, setLetter] = useState(false);
  const { busy, refused, run, clear } = useAct();
  useEffect(() => {
    setDecided(null);
    clear();
  }, [seen.row, clear]);
  const own = useRef<HTMLElement>(null);
  useEffect(() => own.current?.scrollIntoView({ block: 'nearest' }), [seen.row, whole.value]);
  const row = whole.value?.row ?? seen;
  const given = address.line_1.trim() !== '';

  const choice = (): Choice => {
    if (kind === 'address') return { kind, address };
    if (kind === 'end_hold')
      return { kind, address: given ? address : null, addressee: addressee[1].trim() ? addressee : null };
    return { kind: kind ?? 'hold' } as Choice;
  };
  const decide = async () => {
    const done = await run(async () => {
      const answer = await host.decideAbout({ people: [row.person], code: null, jurisdiction: null }, choice(), by, reason);
      setDecided(answer);
      say(outcome(answer));
    });
    if (!done) return;
    setKind(null);
    setReason('');
    setAddress(NOWHERE);
    await refresh();
  };
  const undo = () =>
    run(async () => {
      for (const decision of decided?.decisions ?? []) {
        await host.decideAbout({ people: [row.person], code: null, jurisdiction: null }, { kind: 'undo', decision }, by, 'taken back at once');
      }
      setDecided(null);
      await refresh();
      say('The decision is taken back.');
    });

  return (
    <section ref={own} className="person" aria-label={`Row of ${row.name || 'nobody by name'}`}>
      <div className="row between">
        <h2>{row.name || '(no name)'}</h2>
        <Button look="quiet" onPress={onClose} aria-label="Close this row">
          Close
        </Button>
      </div>
      <p className="quiet">
        {life(row.standing)}, {row.jurisdiction || 'state not known'}. {fate(row.disposition)}.{' '}
        {row.variant && `${variant(row.variant)}. `}
        Last day {day(row.due)}. Person {row.person}; {row.list}, line {row.line}.
      </p>
      {whole.value && whole.value.findings.length > 0 && (
        <ul className="plain-list findings">
          {whole.value.findings.map((finding) => (
            <li key={finding.code}>
              <span className={`mark-${finding.severity}`}>
                <Sign of={finding.severity} /> {finding.message}
              </span>{' '}
              <span className="advice">{finding.advice}</span> <code className="quiet small">{finding.code}</code>
            </li>
          ))}
        </ul>
      )}
      <div className="row">
        {ACTS.filter((act) => act.for.includes(row.disposition)).map((act) => (
          <Button key={act.kind} onPress={() => setKind(act.kind)}>
            {act.label} …
          </Button>
        ))}
        {row.disposition !== 'excluded' && row.disposition !== 'merged' && (
          <Button onPress={() => setLetter(true)}>Open the letter</Button>
        )}
      </div>
      {decided && (
        <Note of={decided.still_held > 0 ? 'warning' : 'done'} title="Decided">
          <p>{outcome(decided)}</p>
          <Button isDisabled={busy} onPress={() => void undo()}>
            Take it back
          </Button>
        </Note>
      )}
      <Refusal said={kind === null ? refused : null} />
      <h3>As the list has it</h3>
      <dl className="cells">
        {whole.value?.cells.map(([heading, cell], at) => (
          <div key={at}>
            <dt>{heading}</dt>
            <dd>{cell || <span className="quiet">empty</span>}</dd>
          </div>
        ))}
      </dl>
      <Ask title={ACTS.find((act) => act.kind === kind)?.label ?? ''} open={kind !== null} onClose={() => setKind(null)}>
        <p>{ACTS.find((act) => act.kind === kind)?.about}</p>
        {(kind === 'address' || kind === 'end_hold') && (
          <fieldset className="group">
            <legend>{kind === 'address' ? 'Where the letter goes' : 'Another address, where the list’s may not be used'}</legend>
            <Field label="Street" value={address.line_1} onChange={(line_1) => setAddress({ ...address, line_1 })} />
            <Field label="Second line" value={address.line_2} onChange={(line_2) => setAddress({ ...address, line_2 })} />
            <div className="row">
              <Field label="City" value={address.city} onChange={(city) => setAddress({ ...address, city })} />
              <Field label="State" value={address.state} onChange={(state) => setAddress({ ...address, state })} />
              <Field label="ZIP" value={address.zip} onChange={(zip) => setAddress({ ...address, zip })} />
            </div>
          </fieldset>
        )}
        {kind === 'end_hold' && (
          <fieldset className="group">
            <legend>One addressee, where custody or safety asks for it</legend>
            <div className="row">
              <Field label="Given name" value={addressee[0]} onChange={(first) => setAddressee([first, addressee[1]])} />
              <Field label="Family name" value={addressee[1]} onChange={(last) => setAddressee([addressee[0], last])} />
            </div>
          </fieldset>
        )}
        <Field label="Why" help="In a few words; it stays in the case." value={reason} onChange={setReason} lines={2} />
        <By />
        <Refusal said={refused} />
        <div className="row">
          <Button
            look="first"
            isDisabled={busy || reason.trim() === '' || by.trim() === '' || (kind === 'address' && !given)}
            onPress={() => void decide()}
          >
            {busy ? 'Deciding …' : `Decide about ${many(1, 'person', 'people')}`}
          </Button>
          <Button onPress={() => setKind(null)}>Back</Button>
        </div>
      </Ask>
      <PersonLetter row={row} open={letter} onClose={() => setLetter(false)} />
    </section>
  );
}
