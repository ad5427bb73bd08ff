"""One library on several computers: joined to a store, brought in step with it, left again."""

__all__ = [
    "bring_back",
    "folding",
    "high_water",
    "hubs",
    "join_store",
    "joined",
    "options_in_step",
    "own_part",
    "places",
    "preview",
    "run_round",
    "store_counts",
    "sync_process",
    "sync_state",
    "sync_worker",
]
