export default { reactStrictMode: true, redirects: () => [{ destination: process.env.SITE_OLD }] };
