import { formatDuration } from '../../../domain/service/duration.ts';
import type { Draft, Placed } from '../draft.ts';
import { error, type Finding, warning } from '../problem.ts';
import type { Within } from '../schema/duration.ts';
import { quoted } from '../schema/quoted.ts';

type Contract = Draft['contracts'][number]['value'];
type Promised = Contract['promises'][number];

export function contractFindings(draft: Draft): Finding[] {
  const { contracts, organisation } = draft;
  const findings = contracts.flatMap((contract) => oneContract(contract));
  const [first, ...more] = contracts.filter(({ value }) => value.default);
  for (const { path } of more) {
    findings.push(
      error(
        [...path, 'default'],
        `${quoted(first?.value.id)} is the default contract already; one contract covers unknown reporters`,
      ),
    );
  }
  if (contracts.length > 0 && !first) {
    findings.push(
      warning(
        ['contracts'],
        'no contract is marked "default: true"; unknown reporters get a receipt without promises',
      ),
    );
  }
  if (organisation && !organisation.value.phone) {
    findings.push({
      ...warning(
        ['organisation', 'phone'],
        'the service desk’s number is empty, as it is in the commitment (K15); ask the customer which number was meant, messages say "not given in the contract" until then',
      ),
      at: 'key',
    });
  }
  return findings;
}

function oneContract({ path, value }: Placed<Contract>): Finding[] {
  const findings = value.promises.flatMap((promised, index) =>
    onePromise({ path: [...path, 'promises', index], value: promised }),
  );
  if (value.promises.length === 0)
    findings.push(
      warning([...path, 'promises'], 'this contract promises nothing: no clock will run on its tickets'),
    );
  if (value.warranty !== undefined && value.accepted === undefined) {
    findings.push(
      warning(
        [...path, 'warranty'],
        'the warranty starts on the day of acceptance (R30); write "accepted:" once it is known, until then no expiry is counted',
      ),
    );
  }
  if (
    value.warranty !== undefined &&
    value.maintenance !== undefined &&
    value.maintenance_from === undefined
  ) {
    findings.push(
      warning(
        [...path, 'maintenance'],
        'the commitment does not say whether maintenance follows the warranty or runs from the same day (K6); counted one after the other. Ask the customer, then write "maintenance_from: warranty-end" or "acceptance"',
      ),
    );
  }
  if (value.close_after < value.remind_after) {
    findings.push(
      error(
        [...path, 'close_after'],
        'a ticket would be closed before its reporter is reminded; make it longer than "remind_after"',
      ),
    );
  }
  return findings;
}

/** Comparable only in the same unit: working days depend on the calendar. */
const longer = (a: Within, b: Within): boolean => {
  if ('ms' in a && 'ms' in b) return a.ms >= b.ms;
  return 'workingDays' in a && 'workingDays' in b && a.workingDays >= b.workingDays;
};
const text = (time: Within) => ('ms' in time ? formatDuration(time.ms) : `${time.workingDays}wd`);

function onePromise({ path, value }: Placed<Promised>): Finding[] {
  const findings: Finding[] = [];
  const { target, within, clock, applies, from } = value;
  if (target && longer(target, within)) {
    findings.push(
      error(
        [...path, 'target'],
        `the target is the stricter reading: shorter than the promise itself, which is ${text(within)}`,
      ),
    );
  }
  const ofComplaint = clock === 'complaint' || clock === 'complaint-response';
  if (applies !== undefined && ofComplaint !== (applies === 'complaint')) {
    findings.push(
      error(
        [...path, 'applies'],
        ofComplaint
          ? `"${clock}" starts with a complaint; remove this line`
          : `"${clock}" does not start with a complaint; write always or on-site-agreed`,
      ),
    );
  }
  if (from !== undefined && ofComplaint !== (from === 'complaint')) {
    findings.push(
      error(
        [...path, 'from'],
        ofComplaint
          ? `"${clock}" is counted from the complaint; remove this line`
          : `"${clock}" is counted from report or occurrence`,
      ),
    );
  }
  if (ofComplaint && value.severities)
    findings.push(
      warning([...path, 'severities'], 'complaints have no severity; these limits are never used'),
    );
  return findings;
}
