"""Who does the work of bulk: the processors of this machine (`local`) or a cluster (`on_ray`), behind one interface.

tasks (taken a few ahead) → a worker that is free → its result, or `Lost` where a task ended one worker after another
"""
