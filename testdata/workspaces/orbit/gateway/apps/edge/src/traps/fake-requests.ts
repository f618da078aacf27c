// Trap: objects that pretend to be requests, for a container that resolves by tenant.
import { ContextIdFactory, type ModuleRef } from '@nestjs/core';
import { LedgerService } from '../base-service/services.js';

export async function ledgerOf(modules: ModuleRef, tenant: string): Promise<LedgerService> {
  const request = { headers: { 'x-tenant-id': tenant }, url: 'http://ledger.internal/accounts', method: 'GET' };
  const contextId = ContextIdFactory.getByRequest(request);
  modules.registerRequestByContextId(request, contextId);
  return modules.resolve(LedgerService, contextId, { strict: false });
}
