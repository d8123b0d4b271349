import { assertNever } from '../result.ts';
import type { TicketCommand } from './commands.ts';
import * as claiming from './decide/claiming.ts';
import * as noting from './decide/noting.ts';
import * as reporting from './decide/reporting.ts';
import type { Decision } from './decide/rights.ts';
import * as waiting from './decide/waiting.ts';
import * as working from './decide/working.ts';
import type { Ticket } from './ticket.ts';

/** What a command does to a ticket: the events that happen, or why not. An empty list: already so. */
export function decide(ticket: Ticket, command: TicketCommand): Decision {
  switch (command.type) {
    case 'AddReport':
      return reporting.addReport(ticket, command);
    case 'KeepFiles':
      return reporting.keepFiles(ticket, command);
    case 'JoinParty':
      return reporting.joinParty(ticket, command);
    case 'ProposeReporter':
      return reporting.proposeReporter(ticket, command);
    case 'AcceptReporter':
      return reporting.acceptReporter(ticket, command);
    case 'RejectReporter':
      return reporting.rejectReporter(ticket, command);
    case 'Confirm':
      return reporting.confirm(ticket, command);
    case 'Deny':
      return reporting.deny(ticket, command);
    case 'Rate':
      return reporting.rate(ticket, command);
    case 'Withdraw':
      return reporting.withdraw(ticket, command);
    case 'Hurry':
      return reporting.hurry(ticket, command);
    case 'WantPerson':
      return reporting.wantPerson(ticket, command);
    case 'Complain':
      return reporting.complain(ticket, command);
    case 'LinkPart':
      return reporting.linkPart(ticket, command);
    case 'LinkToMajor':
      return reporting.linkToMajor(ticket, command);
    case 'Claim':
      return claiming.claim(ticket, command);
    case 'Unclaim':
      return claiming.unclaim(ticket, command);
    case 'Offer':
    case 'Assign':
      return claiming.handOff(ticket, command);
    case 'Accept':
      return claiming.accept(ticket, command);
    case 'Decline':
      return claiming.decline(ticket, command);
    case 'Take':
      return claiming.take(ticket, command);
    case 'Answer':
      return working.answer(ticket, command);
    case 'ProveAnswer':
      return working.proveAnswer(ticket, command);
    case 'LogTry':
      return working.logTry(ticket, command);
    case 'GoOnsite':
      return working.goOnsite(ticket, command);
    case 'Arrive':
      return working.arrive(ticket, command);
    case 'NeedParts':
    case 'DeliverParts':
      return working.parts(ticket, command);
    case 'Fix':
      return working.fix(ticket, command);
    case 'Pause':
      return waiting.pause(ticket, command);
    case 'Resume':
      return waiting.resume(ticket, command);
    case 'ApprovePause':
    case 'RejectPause':
      return waiting.judgePause(ticket, command);
    case 'Void':
      return waiting.proposeVoid(ticket, command);
    case 'ApproveVoid':
    case 'RejectVoid':
      return waiting.judgeVoid(ticket, command);
    case 'Quiet':
      return waiting.quiet(ticket, command);
    case 'TakeContact':
      return waiting.takeContact(ticket, command);
    case 'Say':
      return noting.say(ticket, command);
    case 'AddNote':
      return noting.addNote(ticket, command);
    case 'ChangeTitle':
      return noting.changeTitle(ticket, command);
    case 'ChangeSeverity':
      return noting.changeSeverity(ticket, command);
    case 'FillRecord':
      return noting.fillRecord(ticket, command);
    default:
      return assertNever(command);
  }
}
