module.exports = { env: { MAPPED_NAME: 'x', MAPPED_TOO: 'y' } };
