// T22: the subclasses of checks.ts. `UsedBase` is used as it is, too.
import { newId } from '@orbit/shared-api';
import { CheckedBase, LabelledBase, UsedBase } from './checks.js';

class TracedCheck extends CheckedBase {
  protected override headers() {
    return { ...super.headers(), 'x-request-id': newId() };
  }
}

class LabelledCheck extends LabelledBase {
  protected override labels = { 'x-label': 'check' };
}

class TracedUse extends UsedBase {
  protected override headers() {
    return { ...super.headers(), 'x-request-id': newId() };
  }
}

export const checks = [new TracedCheck(), new LabelledCheck(), new UsedBase(), new TracedUse()].map((c) => c.check());
