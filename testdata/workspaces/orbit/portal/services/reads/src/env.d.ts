// E19: a mention in types.
interface ImportMetaEnv {
  readonly TYPED_ONLY: string;
}
declare namespace NodeJS {
  interface ProcessEnv {
    TYPED_TOO: string;
  }
}
