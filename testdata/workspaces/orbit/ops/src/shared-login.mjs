import { fixed, session } from './shared-headers.mjs';

export function onLogin(id) {
  session['x-request-id'] = id;
  console.log(fixed.accept);
}
