module mind
