"""What the service promises over HTTP: the OpenAPI document, its schemas and examples."""
