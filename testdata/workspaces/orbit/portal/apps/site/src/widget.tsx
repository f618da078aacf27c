'use client';

// Code that runs in the browser: only public names have a value there.
import { useState } from 'react';

export const secret = process.env.SITE_SECRET; // want: env-visibility; ok: env-example
export const open = process.env.NEXT_PUBLIC_SITE; // ok: env-visibility env-example
export const mode = process.env.NODE_ENV;
export const Widget = () => useState(process.env.SITE_SECRET ?? ''); // also: env-visibility
