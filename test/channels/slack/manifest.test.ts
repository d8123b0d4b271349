import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { eventsPath } from '../../../src/channels/slack/http-receiver.ts';
import { botEvents, botScopes, commands, shortcuts } from '../../../src/channels/slack/words.ts';

interface Manifest {
  features: {
    app_home: {
      home_tab_enabled: boolean;
      messages_tab_enabled: boolean;
      messages_tab_read_only_enabled: boolean;
    };
    shortcuts: { callback_id: string; type: string; name: string }[];
    slash_commands: { command: string; url: string; should_escape: boolean }[];
  };
  oauth_config: { scopes: { bot: string[] } };
  settings: {
    event_subscriptions: { request_url: string; bot_events: string[] };
    interactivity: { is_enabled: boolean; request_url: string };
  };
}

describe('slack-manifest.yaml', async () => {
  const text = await readFile(new URL('../../../slack-manifest.yaml', import.meta.url), 'utf8');
  const manifest = parse(text) as Manifest;

  it('declares the commands that the code answers, with people and links escaped', () => {
    const declared = manifest.features.slash_commands;
    expect(declared.map((one) => one.command).sort()).toEqual(Object.values(commands).sort());
    expect(declared.every((one) => one.should_escape)).toBe(true);
  });

  it('declares the shortcuts that the code answers', () => {
    const declared = manifest.features.shortcuts.map((one) => [one.type, one.callback_id]);
    expect(Object.fromEntries(declared)).toEqual(shortcuts);
  });

  it('asks for the scopes and events that the code needs, and no others', () => {
    expect(manifest.oauth_config.scopes.bot).toEqual([...botScopes]);
    expect(manifest.settings.event_subscriptions.bot_events).toEqual([...botEvents]);
  });

  it('sends everything to the one path that the hub serves', () => {
    const { event_subscriptions: events, interactivity } = manifest.settings;
    const urls = [
      events.request_url,
      interactivity.request_url,
      ...manifest.features.slash_commands.map((one) => one.url),
    ];
    expect(new Set(urls.map((url) => new URL(url).pathname))).toEqual(new Set([eventsPath]));
    expect(interactivity.is_enabled).toBe(true);
  });

  it('lets people write to the app and open its home tab', () => {
    expect(manifest.features.app_home).toEqual({
      home_tab_enabled: true,
      messages_tab_enabled: true,
      messages_tab_read_only_enabled: false,
    });
  });
});
