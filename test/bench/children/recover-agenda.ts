import { MongoBackend } from '@agendajs/mongo-backend';
import { Agenda } from 'agenda';
import { serve } from '../support/serve.ts';
import { createTaken, never } from '../support/taken.ts';

/** An agenda with its defaults. */
const taken = createTaken(['job']);
let agenda: Agenda;

serve({
  async open({ uri, holds }: { uri: string; holds: boolean }) {
    agenda = new Agenda({ backend: new MongoBackend({ address: uri }) });
    await agenda.ready;
    agenda.define('recovery', async () => {
      taken.take('job');
      if (holds) await never();
    });
    await agenda.start();
  },

  async give() {
    await agenda.now('recovery', {});
  },

  taken: taken.all,
});
