"""Client-side byte streams; knows no PSRP.

`stream` says what a stream is, in two faces: one that waits by blocking the thread and one that waits by `await`. `unix`, `stdio` and
`memory` are its kinds, `descriptor` and `loop_descriptor` what the first two have in common. `runtime_folder` knows where the sockets of
this user's sessions lie, `time_limit` how long the blocking face may wait.
"""
