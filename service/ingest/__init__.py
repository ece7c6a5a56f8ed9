"""Loading documents: each is read, extracted unless it is held already, stored, or refused with a reason."""

from service.ingest.batches import arrival_of
from service.ingest.destination import Destination
from service.ingest.loading import load
from service.ingest.options import Options
from service.ingest.reading import read_documents
from service.ingest.report import Noted, Report, Watcher
from service.jobs import is_held, job_for

__all__ = [
    "Destination",
    "Noted",
    "Options",
    "Report",
    "Watcher",
    "arrival_of",
    "is_held",
    "job_for",
    "load",
    "read_documents",
]
