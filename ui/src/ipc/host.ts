// The one door to the program. No other file knows what is behind it.
import { Channel, invoke } from '@tauri-apps/api/core';
import type { IpcError } from './bindings/IpcError';

/** What the program says when it did not do what was asked. */
export class CommandError extends Error {
  constructor(readonly error: IpcError) {
    super(error.reasons.map((reason) => reason.message).join(' '));
  }
}

function isIpcError(value: unknown): value is IpcError {
  return typeof value === 'object' && value !== null && 'reasons' in value && 'kind' in value;
}

/** Asks the program for something; what it refuses is thrown as {@link CommandError}. */
export async function call<T>(command: string, given?: Record<string, unknown>): Promise<T> {
  try {
    return await invoke<T>(command, given);
  } catch (why) {
    if (isIpcError(why)) throw new CommandError(why);
    throw new CommandError({
      kind: 'machine',
      reasons: [
        {
          file: '',
          line: 0,
          column: 0,
          field: '',
          code: 'internal',
          message: 'The program did not answer as it should.',
          advice: [{ text: 'Please report this with the version of the program, which is under Settings.' }],
        },
      ],
    });
  }
}

/** A channel over which long work tells how it comes along. */
export function hearing<T>(hear: (step: T) => void): Channel<T> {
  const channel = new Channel<T>();
  channel.onmessage = hear;
  return channel;
}
