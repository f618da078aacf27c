export * from './services';
export { Header, REQUEST_ID_HEADER, tracing } from './tracing';
