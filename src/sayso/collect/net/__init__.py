"""The web: the only code of Sayso that opens sockets to the outside.

An address is brought into one form (`addresses`), judged (`guard`), asked for when its host may be asked (`robots`,
`politeness`), over a connection that goes to the very IP address that was judged (`backend`), and what comes is bounded in
bytes, ratio and time (`stream`, `decompress`). `fetch.Web` joins them.
"""
