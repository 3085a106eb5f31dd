"""What a caller's host is like, said in the words of the wire."""

from __future__ import annotations

from pssession.objects import Host, HostInfo


def host_info(host: Host | None) -> HostInfo:
    """Describe a host; None is nobody."""
    if host is None:
        return HostInfo(is_host_null=True, is_host_ui_null=True, is_host_raw_ui_null=True, use_runspace_host=False)
    return HostInfo(is_host_null=False, is_host_ui_null=False, is_host_raw_ui_null=False, use_runspace_host=False, default_data=host.data)
