module prefixed
