"""Linked data: what stands under the service's own IRIs, for browsers and for programs."""
