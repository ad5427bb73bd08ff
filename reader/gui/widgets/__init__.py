"""Controls and layouts that know no feature."""

__all__ = [
    "action_item",
    "basics",
    "check_box",
    "chips",
    "empty_state",
    "fade",
    "fitting_button",
    "flow_layout",
    "form_editors",
    "form_row",
    "link_field",
    "message_bar",
    "mime_links",
    "mime_page",
    "overlay",
    "overlay_host",
    "pane_layout",
    "segmented_control",
    "smooth_scroll",
    "switch",
]
