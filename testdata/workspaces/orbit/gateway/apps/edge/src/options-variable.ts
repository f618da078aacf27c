// T8: the options stand in a variable, written at once or step by step.
import axios, { type AxiosRequestConfig } from 'axios';
import { DISPATCH_URL, LEDGER_URL } from '@orbit/config';
import { newId } from '@orbit/shared-api';
import { corpDefaults } from '@corp/http';

export async function accounts(): Promise<unknown> {
  const cfg: AxiosRequestConfig = { timeout: 5_000, headers: { 'x-request-id': newId() } };
  return (await axios.get(`${LEDGER_URL}/accounts`, cfg)).data; // ok: request-id
}

export async function owners(): Promise<unknown> {
  const cfg: AxiosRequestConfig = { timeout: 5_000, headers: { Accept: 'application/json' } };
  return (await axios.get(`${LEDGER_URL}/owners`, cfg)).data; // want: request-id
}

export async function createJob(job?: object): Promise<Response> {
  const requestOptions: RequestInit = { method: 'POST' };
  requestOptions.headers = { 'Content-Type': 'application/json', 'x-request-id': newId() };
  if (job) {
    requestOptions.body = JSON.stringify(job);
  }
  return fetch(`${DISPATCH_URL}/jobs`, requestOptions); // ok: request-id
}

export async function cancelJob(id: string, reason?: string): Promise<Response> {
  const requestOptions: RequestInit = { method: 'DELETE' };
  requestOptions.headers = { 'Content-Type': 'application/json' };
  if (reason) {
    requestOptions.body = JSON.stringify({ reason });
  }
  return fetch(`${DISPATCH_URL}/jobs/${id}`, requestOptions); // want: request-id
}

export async function retryJob(id: string): Promise<Response> {
  const requestOptions: RequestInit = corpDefaults('POST');
  requestOptions.body = JSON.stringify({ id });
  return fetch(`${DISPATCH_URL}/jobs/retry`, requestOptions); // unknown: request-id
}
