import { describe, expect, it } from 'vitest';
import type { Address } from '../../../src/domain/address.ts';
import {
  contactByAddress,
  contractFor,
  customerByAddress,
  groupOf,
  leaderOf,
  normalised,
  personByAddress,
  personById,
  policyFor,
  rolesOf,
  siteById,
} from '../../../src/domain/service/directory.ts';
import type { Customer } from '../../../src/domain/service/service.ts';
import { contract, groupWith, people, service } from './people.ts';

const bureau: Customer = {
  id: 'bureau',
  name: '应急局',
  keyAccount: true,
  contract: 'commitment-2026',
  contacts: [
    { id: 'zhou', name: '周', role: 'contact', reach: ['sms:+8613900000009', 'email:zhou@example.org'] },
  ],
};
const known = service({
  customers: [bureau, { ...bureau, id: 'old', contract: 'gone', contacts: [] }],
  sites: [{ id: 'room', customer: 'bureau', name: '控制室', timezone: 'Asia/Shanghai', aliases: [] }],
});
const identity = (text: string) => text;

describe('the directory', () => {
  it.each<[Address, Address]>([
    ['email:Zhou@Example.ORG', 'email:zhou@example.org'],
    ['sms:+86 139-0000 0009', 'sms:+8613900000009'],
    ['sms:008613900000009', 'sms:+8613900000009'],
    ['SMS:+8613900000009', 'sms:+8613900000009'],
    ['slack:U0WANGLEI', 'slack:U0WANGLEI'],
  ])('spells %s as %s', (written, spelled) => {
    expect(normalised(written)).toBe(spelled);
  });

  it('finds people and contacts however their address is written', () => {
    expect(personByAddress(known, 'email:WANG.LEI@example.com')?.id).toBe('wang.lei');
    expect(personByAddress(known, 'slack:U0WANGLEI')?.id).toBe('wang.lei');
    expect(personByAddress(known, 'sms:+8613900000009')).toBeUndefined();
    expect(contactByAddress(known, 'sms:+86 13900000009')).toMatchObject({
      customer: { id: 'bureau' },
      contact: { id: 'zhou' },
    });
    expect(customerByAddress(known, 'email:zhou@example.org')?.id).toBe('bureau');
    expect(customerByAddress(known, 'email:stranger@example.org')).toBeUndefined();
    expect(personById(known, 'li.na')?.id).toBe('li.na');
    expect(siteById(known, 'room')?.name).toBe('控制室');
    expect(siteById(known, 'nowhere')).toBeUndefined();
  });

  it('knows who leads whom, and the leader’s manager', () => {
    expect(groupOf(known, 'wang.lei')?.id).toBe('frontline');
    expect(leaderOf(known, 'wang.lei')).toBe('chen.jing');
    expect(leaderOf(known, 'chen.jing')).toBe('he.fang');
    expect(leaderOf(known, 'zhao.min')).toBeUndefined();
    const experts = groupWith([{ person: 'chen.jing', days: ['mon'], from: '08:00', to: '09:00' }], {
      id: 'experts',
      leader: 'sun.yu',
    });
    expect(groupOf(service({ groups: [...known.groups, experts] }), 'chen.jing')?.id).toBe('experts');
  });

  it('lists somebody’s roles', () => {
    expect(rolesOf(known, 'chen.jing')).toEqual({
      role: 'leader',
      leads: ['frontline'],
      deputises: [],
      manages: [],
      standsDuty: [],
    });
    expect(rolesOf(known, 'li.na')).toMatchObject({ deputises: ['frontline'], standsDuty: [] });
    expect(rolesOf(known, 'nobody')).toBeUndefined();
  });

  it('gives a stranger, and a customer whose contract is gone, the default contract', () => {
    expect(contractFor(known, 'bureau')?.id).toBe('commitment-2026');
    expect(contractFor(known, undefined)?.id).toBe('basic');
    expect(contractFor(known, 'old')?.id).toBe('basic');
    expect(contractFor({ ...known, contracts: [contract()] }, undefined)).toBeUndefined();
  });
});

describe('a policy', () => {
  it('holds the contract, its ladder and the calendars it counts by', () => {
    const policy = policyFor(known, 'commitment-2026', identity);
    expect(policy.contract.id).toBe('commitment-2026');
    expect(policy.ladder.id).toBe('standard');
    expect(policy.calendars.map(({ id }) => id)).toEqual(['always', 'office']);
    expect(policy.timezone).toBe('Asia/Shanghai');
  });

  it('has the same hash after changes elsewhere in the file, and another after one in it', () => {
    const { hash } = policyFor(known, 'commitment-2026', identity);
    const elsewhere = {
      ...known,
      people: people.slice(1),
      calendars: known.calendars.slice(0, 2),
      hash: 'other',
    };
    expect(policyFor(elsewhere, 'commitment-2026', identity).hash).toBe(hash);
    const reordered = Object.fromEntries(Object.entries(contract()).reverse()) as unknown as ReturnType<
      typeof contract
    >;
    expect(policyFor({ ...known, contracts: [reordered] }, 'commitment-2026', identity).hash).toBe(hash);
    const holiday = known.calendars.map((each) =>
      each.id === 'office' ? { ...each, holidays: ['2026-10-01'] } : each,
    );
    expect(policyFor({ ...known, calendars: holiday }, 'commitment-2026', identity).hash).not.toBe(hash);
  });

  it('is refused where the file lacks a part', () => {
    expect(() => policyFor(known, 'gone', identity)).toThrow(RangeError);
    expect(() => policyFor({ ...known, ladders: [] }, 'basic', identity)).toThrow(RangeError);
    expect(() => policyFor({ ...known, calendars: [] }, 'basic', identity)).toThrow(RangeError);
  });
});
