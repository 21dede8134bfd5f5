import { useState } from 'react';
import { useAct, useAsked } from '../../app/ask';
import { useDesk } from '../../app/desk';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { Terms } from '../../ipc/bindings/Terms';
import { Ask } from '../../parts/Ask';
import { Button } from '../../parts/Button';
import { By } from '../../parts/By';
import { Choice } from '../../parts/Choice';
import { Field } from '../../parts/Field';
import { Refusal } from '../../parts/Refusal';
import { count, toCount } from '../../parts/words';

/** On what terms the letters are printed and mailed, and how they are changed. */
export function Vendor() {
  const { turn } = useDesk();
  const terms = useAsked(host.vendorTerms, [turn]);
  const [changing, setChanging] = useState(false);
  const [profile, setProfile] = useState<Chosen | null>(null);
  const own = terms.value;
  return (
    <section className="stack panel" aria-labelledby="vendor">
      <h2 id="vendor">Vendor and envelope</h2>
      <Refusal said={terms.refused} />
      {own && (
        <>
          <p>
            {own.own ? own.name : `${own.name}: the built-in profile, for letters that the practice prints itself`}.{' '}
            {own.own &&
              (own.agreement
                ? `Business associate agreement: ${own.agreement}.`
                : 'It names no business associate agreement, so no live letter can go out.')}
          </p>
          <dl className="figures">
            <div>
              <dt>Envelope</dt>
              <dd>{own.envelopes[0]?.label ?? own.envelope}</dd>
            </div>
            <div>
              <dt>Letters in a file</dt>
              <dd>at most {count(own.letters_per_file)}</dd>
            </div>
            <div>
              <dt>Paper</dt>
              <dd>{own.paper}</dd>
            </div>
            <div>
              <dt>Mark for the inserter</dt>
              <dd>{own.marks === 'none' ? 'none' : own.marks === 'code39' ? 'Code 39' : 'Data Matrix'}</dd>
            </div>
          </dl>
          <div className="row">
            <Button onPress={() => setChanging(true)}>Change envelope or batch size …</Button>
            <Button onPress={() => void host.choose('vendor').then((chosen) => chosen && setProfile(chosen))}>
              Take a vendor’s profile …
            </Button>
          </div>
          {changing && <Change terms={own} onClose={() => setChanging(false)} />}
        </>
      )}
      {profile && <Give profile={profile} onClose={() => setProfile(null)} />}
    </section>
  );
}

function Change({ terms, onClose }: { terms: Terms; onClose: () => void }) {
  const { by, refresh, say } = useDesk();
  const [envelope, setEnvelope] = useState(terms.envelope);
  const [batch, setBatch] = useState(String(terms.letters_per_file));
  const [agreement, setAgreement] = useState(terms.agreement);
  const { busy, refused, run } = useAct();
  const letters = toCount(batch);
  const fits = letters !== null && letters >= 1 && letters <= 10_000;
  const change = async () => {
    if (letters === null) return;
    const done = await run(() => host.changeVendorTerms({ envelope, letters_per_file: letters, agreement }, by));
    if (!done) return;
    onClose();
    await refresh();
    say('The terms are changed.');
  };
  return (
    <Ask title="Envelope and batch size" open onClose={onClose}>
      <Choice label="Envelope" options={terms.envelopes} value={envelope} onChange={setEnvelope} />
      <Field
        label="Letters in a file, at most"
        value={batch}
        onChange={setBatch}
        inputMode="numeric"
        faults={fits ? [] : ['A whole number from 1 to 10,000.']}
      />
      <Field
        label="Business associate agreement"
        help="Its reference. Where the practice prints the letters itself, say so here."
        value={agreement}
        onChange={setAgreement}
      />
      <p>A release of the run that was made before is void by it; counsel’s signatures stay.</p>
      <By />
      <Refusal said={refused} />
      <div className="row">
        <Button look="first" isDisabled={busy || !fits || by.trim() === ''} onPress={() => void change()}>
          {busy ? 'Trying every letter …' : 'Change'}
        </Button>
        <Button onPress={onClose}>Back</Button>
      </div>
    </Ask>
  );
}

function Give({ profile, onClose }: { profile: Chosen; onClose: () => void }) {
  const { by, refresh, say } = useDesk();
  const { busy, refused, run } = useAct();
  const give = async () => {
    const done = await run(() => host.setVendor(profile.token, by));
    if (!done) return;
    onClose();
    await refresh();
    say('The case has the vendor’s profile.');
  };
  return (
    <Ask title="Give the case a vendor’s profile" open onClose={onClose}>
      <p className="path">{profile.place}</p>
      <p>A release of the run that was made before is void by it; counsel’s signatures stay.</p>
      <By />
      <Refusal said={refused} />
      <div className="row">
        <Button look="first" isDisabled={busy || by.trim() === ''} onPress={() => void give()}>
          {busy ? 'Trying every letter …' : 'Give it to the case'}
        </Button>
        <Button onPress={onClose}>Back</Button>
      </div>
    </Ask>
  );
}
