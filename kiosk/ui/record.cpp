#include <cmath>
#include <cstdio>

#include "kiosk/ui/record.h"

namespace asah::ui {

namespace {

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out += '\\';
            out += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            char buffer[8];
            std::snprintf(buffer, sizeof buffer, "\\u%04x", static_cast<unsigned>(c));
            out += buffer;
        } else {
            out += c;
        }
    }
    out += '"';
}

std::string whole(float value) { return std::to_string(std::lround(value)); }

void append_widget(std::string& out, const Widget& widget) {
    out += "{\"id\":";
    append_quoted(out, widget.id);
    out += ",\"role\":";
    append_quoted(out, role_name(widget.role));
    out += ",\"text\":";
    append_quoted(out, widget.text);
    out += ",\"rect\":[" + whole(widget.rect.x) + ',' + whole(widget.rect.y) + ',' +
           whole(widget.rect.right()) + ',' + whole(widget.rect.bottom()) + ']';
    out += widget.is_enabled ? ",\"enabled\":true" : ",\"enabled\":false";
    out += ",\"focus\":" + std::to_string(widget.focus_order);
    out += widget.is_focused ? ",\"focused\":true" : "";
    out += widget.is_clipped ? ",\"clipped\":true" : "";
    out += ",\"state\":";
    append_quoted(out, widget.state);
    out += '}';
}

}  // namespace

std::string_view role_name(Role role) {
    switch (role) {
        case Role::Text:
            return "text";
        case Role::Button:
            return "button";
        case Role::Option:
            return "option";
        case Role::Tick:
            return "tick";
        case Role::Key:
            return "key";
        case Role::Field:
            return "field";
        case Role::Tab:
            return "tab";
        case Role::Cell:
            return "cell";
        case Role::Scroll:
            return "scroll";
        case Role::Status:
            return "status";
    }
    return "text";
}

std::string to_json(std::string_view screen, std::uint64_t frame, std::int64_t at_ms,
                    const std::vector<Widget>& widgets) {
    std::string out = "{\"screen\":";
    append_quoted(out, screen);
    out += ",\"frame\":" + std::to_string(frame) + ",\"at_ms\":" + std::to_string(at_ms);
    out += ",\"widgets\":[";
    for (const Widget& widget : widgets) {
        if (out.back() == '}') {
            out += ',';
        }
        append_widget(out, widget);
    }
    out += "]}";
    return out;
}

}  // namespace asah::ui
