"""Captures of a post that was served, as against refusals."""

from provenance.model import Observation, Snapshot


def snapshot_of(observation: Observation) -> Snapshot:
    """Return the canonical record of a capture of a post that was served.

    Raises:
        TypeError: The capture is a refusal.
    """
    if observation.snapshot is None:
        raise TypeError(observation.capture_id)
    return observation.snapshot


def snapshots_of(before: Observation, after: Observation) -> tuple[Snapshot, Snapshot]:
    """Return two captures' canonical records.

    Raises:
        TypeError: One of the captures is a refusal.
    """
    return snapshot_of(before), snapshot_of(after)
