// The id of a request is read first, and made where it is missing; twins that make none, and one of another header.
import type { NextFunction, Request, Response } from 'express';

export function tested(req: Request, res: Response, next: NextFunction) {
  let id = req.headers['x-request-id'];
  if (!id) id = crypto.randomUUID(); // ok: request-id
  res.setHeader('x-request-id', id);
  next();
}

export function chosen(req: Request, res: Response, next: NextFunction) {
  const incoming = req.headers['x-request-id'];
  const id = typeof incoming === 'string' ? incoming : crypto.randomUUID(); // ok: request-id
  res.setHeader('x-request-id', id);
  next();
}

export function named(req: Request, res: Response, next: NextFunction) {
  let tenant = req.headers['x-tenant-id'];
  if (!tenant) tenant = crypto.randomUUID();
  let id = req.headers['x-request-id'];
  if (!id) id = 'none';
  res.setHeader('x-tenant-id', tenant);
  res.setHeader('x-request-id', id);
  next();
}
