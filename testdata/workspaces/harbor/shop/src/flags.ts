import { isOn } from '@acme/flags';

const CHECKOUT = 'new-checkout';

export const checkout = () => isOn(CHECKOUT, { default: false }); // ok: flag-declared flag-default flag-owner
export const checkoutNow = () => isOn(CHECKOUT, { default: true }); // ok: flag-declared flag-owner; want: flag-default
export const chekout = () => isOn('new-chekout'); // want: flag-declared; ok: flag-owner
export const any = (name: string) => isOn(name); // unknown: flag-declared flag-owner
