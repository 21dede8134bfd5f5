import { useState } from 'react';
import { useAction, useQuery } from '../../app/query';
import { useSession } from '../../app/session';
import * as host from '../../ipc/bindings/commands';
import type { Chosen } from '../../ipc/bindings/Chosen';
import type { VendorTerms } from '../../ipc/bindings/VendorTerms';
import { ModalDialog } from '../../parts/ModalDialog';
import { Button } from '../../parts/Button';
import { ActorField } from '../../parts/ActorField';
import { SelectField } from '../../parts/SelectField';
import { TextInput } from '../../parts/TextInput';
import { ErrorNotice } from '../../parts/ErrorNotice';
import { count, toCount } from '../../parts/format';

/** On what terms the letters are printed and mailed, and how they are changed. */
export function VendorTerms() {
  const { revision } = useSession();
  const terms = useQuery(host.vendorTerms, [revision]);
  const [changing, setChanging] = useState(false);
  const [profile, setProfile] = useState<Chosen | null>(null);
  const own = terms.value;
  return (
    <section className="stack panel" aria-labelledby="vendor">
      <h2 id="vendor">Print vendor and envelope</h2>
      <ErrorNotice error={terms.error} />
      {own && (
        <>
          <p>
            {own.own ? own.name : `${own.name}: the built-in profile for practices that print their own letters`}.{' '}
            {own.own &&
              (own.agreement
                ? `Business associate agreement: ${own.agreement}.`
                : 'No business associate agreement is on file, so letters can’t be exported for mailing.')}
          </p>
          <dl className="figures">
            <div>
              <dt>Envelope</dt>
              <dd>{own.envelopes[0]?.label ?? own.envelope}</dd>
            </div>
            <div>
              <dt>Letters per file</dt>
              <dd>up to {count(own.letters_per_file)}</dd>
            </div>
            <div>
              <dt>Paper</dt>
              <dd>{own.paper}</dd>
            </div>
            <div>
              <dt>Inserter barcode</dt>
              <dd>{own.marks === 'none' ? 'none' : own.marks === 'code39' ? 'Code 39' : 'Data Matrix'}</dd>
            </div>
          </dl>
          <div className="row">
            <Button onPress={() => setChanging(true)}>Change envelope or file size…</Button>
            <Button onPress={() => void host.choose('vendor').then((chosen) => chosen && setProfile(chosen))}>
              Load a vendor profile…
            </Button>
          </div>
          {changing && <Change terms={own} onClose={() => setChanging(false)} />}
        </>
      )}
      {profile && <Give profile={profile} onClose={() => setProfile(null)} />}
    </section>
  );
}

function Change({ terms, onClose }: { terms: VendorTerms; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const [envelope, setEnvelope] = useState(terms.envelope);
  const [batch, setBatch] = useState(String(terms.letters_per_file));
  const [agreement, setAgreement] = useState(terms.agreement);
  const { busy, error, run } = useAction();
  const letters = toCount(batch);
  const fits = letters !== null && letters >= 1 && letters <= 10_000;
  const change = async () => {
    if (letters === null) return;
    const done = await run(() => host.changeVendorTerms({ envelope, letters_per_file: letters, agreement }, actor));
    if (!done) return;
    onClose();
    await refresh();
    announce('Vendor settings saved.');
  };
  return (
    <ModalDialog title="Envelope and file size" open onClose={onClose}>
      <SelectField label="Envelope" options={terms.envelopes} value={envelope} onChange={setEnvelope} />
      <TextInput
        label="Maximum letters per file"
        value={batch}
        onChange={setBatch}
        inputMode="numeric"
        faults={fits ? [] : ['Enter a whole number from 1 to 10,000.']}
      />
      <TextInput
        label="Business associate agreement"
        help="Its reference or date. If the practice prints its own letters, enter that here."
        value={agreement}
        onChange={setAgreement}
      />
      <p>After this change, the mailing must be released again. Counsel’s approvals stay in effect.</p>
      <ActorField />
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" isDisabled={busy || !fits || actor.trim() === ''} onPress={() => void change()}>
          {busy ? 'Checking every letter…' : 'Save'}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}

function Give({ profile, onClose }: { profile: Chosen; onClose: () => void }) {
  const { actor, refresh, announce } = useSession();
  const { busy, error, run } = useAction();
  const give = async () => {
    const done = await run(() => host.setVendor(profile.token, actor));
    if (!done) return;
    onClose();
    await refresh();
    announce('Vendor profile saved.');
  };
  return (
    <ModalDialog title="Load vendor profile" open onClose={onClose}>
      <p className="path">{profile.place}</p>
      <p>After this change, the mailing must be released again. Counsel’s approvals stay in effect.</p>
      <ActorField />
      <ErrorNotice error={error} />
      <div className="row">
        <Button look="first" isDisabled={busy || actor.trim() === ''} onPress={() => void give()}>
          {busy ? 'Checking every letter…' : 'Load profile'}
        </Button>
        <Button onPress={onClose}>Cancel</Button>
      </div>
    </ModalDialog>
  );
}
