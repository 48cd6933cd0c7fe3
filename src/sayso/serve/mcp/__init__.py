"""`sayso mcp`: the ledger as tools for an assistant, by the Model Context Protocol over standard input and output.

`running` the process · `lines` its standard input · `server` the protocol · `tools` what there is to ask, one module a tool ·
`asking` arguments · `paging` bounded answers with a cursor · `quoting` what is done to words from reports

Nothing here writes: the ledger is opened so that the database itself refuses it.
"""
