"""The durable carrier: numbered messages, acknowledgements, attach and detach."""
