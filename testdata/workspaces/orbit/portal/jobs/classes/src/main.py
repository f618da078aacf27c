"""E13: attributes of settings."""

from settings import Settings, dynamic_settings, either_settings, loose_settings, settings, worker_settings

a = settings.UPPER_DOCUMENTED  # ok: settings-field
b = settings.UPER_DOCUMENTED  # want: settings-field
c = settings.address
d = settings.model_dump()
e = getattr(settings, "UNDECLARED", "x")  # want: settings-field
f = worker_settings.prefixed_documented  # ok: settings-field
g = worker_settings.prefixed  # want: settings-field
h = loose_settings.anything  # unknown: settings-field
i = dynamic_settings.anything  # unknown: settings-field
k = settings.mail.host

if hasattr(settings, "later"):
    j = settings.later

settings.added = 1
l = settings.added  # unknown: settings-field


def run(config: Settings):
    return config.lower_missing, config.lower_mising  # want: settings-field; ok: settings-field


m = either_settings.prefixed_missing  # ok: settings-field
n = either_settings.nowhere  # want: settings-field

try:
    o = settings.perhaps
except AttributeError:
    o = None
