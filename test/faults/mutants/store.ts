import type { Mutant } from './mutant.ts';

const cuts = 'test/faults/store-cuts.test.ts';
const replicaSet = 'test/faults/replica-set.test.ts';
const noRetries = {
  file: 'src/store/connect.ts',
  find: '    ignoreUndefined: true,',
  replace: '    ignoreUndefined: true,\n    retryWrites: false,',
};
const believed = {
  file: 'src/channels/sms/webhook.ts',
  find: "and was not acknowledged');\n    return 503;",
  replace: "and was not acknowledged');\n    return 200;",
};

/** The store steps down, is cut off, slow, or not as it should be. */
export const store: Mutant[] = [
  {
    rows: ['F16'],
    without: 'what could not be stored is not acknowledged, and the driver tries a write twice',
    edits: [believed, noRetries],
    test: replicaSet,
    title: 'F16: loses nothing that was acknowledged when its primary steps down in the middle of reports',
    says: 'was acknowledged and is on tickets 0 times',
  },
  {
    rows: ['F17'],
    without: "the driver's second try, and the row's id from the provider",
    edits: [
      noRetries,
      {
        file: 'src/channels/sms/webhook.ts',
        find: 'keep(`sms:${id}`, {',
        replace: 'keep(`sms:${id}.${Date.now()}`, {',
      },
    ],
    test: cuts,
    title: 'F17: after the write to inbox was carried out, it is there once',
    says: 'was acknowledged and is doubled',
  },
  {
    rows: ['F18'],
    without: "the driver's second try, and what could not be stored is not acknowledged",
    edits: [noRetries, believed],
    test: cuts,
    title: 'F18: before the write to inbox was carried out, it is there once',
    says: 'was acknowledged and is on tickets 0 times',
  },
  {
    rows: ['F19'],
    without: 'what could not be stored is not acknowledged',
    edits: [believed],
    test: 'test/faults/store-away.test.ts',
    title: 'webhooks say 503, the hub stays up, and all goes on by itself when it is back (F19)',
    says: 'expected 200 to be 503',
  },
  {
    rows: ['F20'],
    without:
      "the limits on waiting for the store: the intake's own, and the driver's on finding it and on its pool",
    edits: [
      {
        file: 'src/store/connect.ts',
        find: 'waitQueueTimeoutMS: 10_000',
        replace: 'waitQueueTimeoutMS: 1_000_000',
      },
      { file: 'src/store/within.ts', find: 'const answerMs = 2000;', replace: 'const answerMs = 1_000_000;' },
      {
        file: 'src/store/connect.ts',
        find: 'serverSelectionTimeoutMS: 1500',
        replace: 'serverSelectionTimeoutMS: 1_000_000',
      },
      {
        file: 'src/store/connect.ts',
        find: 'connectTimeoutMS: 3000',
        replace: 'connectTimeoutMS: 1_000_000',
      },
    ],
    test: cuts,
    title:
      'F20: two seconds late with every answer, it is not drowned; webhooks say 503, and readiness says why',
    says: 'The operation was aborted due to timeout',
  },
  {
    rows: ['F21'],
    without: 'our own read preference',
    edits: [{ file: 'src/store/connect.ts', find: "    readPreference: 'primary',\n", replace: '' }],
    test: replicaSet,
    title: 'F21: is read at its primary alone, whatever the address says',
    says: 'to deeply equal []',
  },
  {
    rows: ['F22'],
    without: 'the check of the indexes at start',
    edits: [{ file: 'src/wiring/open-store.ts', find: '  await checkIndexes(models);\n', replace: '' }],
    test: cuts,
    title: 'F22: no hub starts on it, and says which one is missing',
    says: 'promise resolved',
  },
  {
    rows: ['F56'],
    without: "limits on a connection's silence",
    edits: [
      {
        file: 'src/store/connect.ts',
        find: 'silentMs = 10_000',
        replace: 'silentMs = 1_000_000',
      },
      {
        file: 'src/store/connect.ts',
        find: 'connectTimeoutMS: 3000',
        replace: 'connectTimeoutMS: 1_000_000',
      },
    ],
    test: cuts,
    title: 'F56: connections that swallow everything are given up, and all goes on by itself',
    says: 'it did not come about',
  },
];
