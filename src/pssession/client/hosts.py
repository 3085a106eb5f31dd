"""What a caller's host is like, said in the words of the wire."""

from __future__ import annotations

from pssession.objects import Host, HostDefaultData, HostInfo


def host_info(host: Host | None) -> HostInfo:
    """Describe a host; None is nobody."""
    if host is None:
        return HostInfo(is_host_null=True, is_host_ui_null=True, is_host_raw_ui_null=True, use_runspace_host=False)
    screen = HostDefaultData(
        foreground_color=host.get_foreground_color(),
        background_color=host.get_background_color(),
        cursor_position=host.get_cursor_position(),
        window_position=host.get_window_position(),
        cursor_size=host.get_cursor_size(),
        buffer_size=host.get_buffer_size(),
        window_size=host.get_window_size(),
        max_window_size=host.get_max_window_size(),
        max_physical_window_size=host.get_max_physical_window_size(),
        window_title=host.get_window_title(),
    )
    return HostInfo(is_host_null=False, is_host_ui_null=False, is_host_raw_ui_null=False, use_runspace_host=False, default_data=screen)
