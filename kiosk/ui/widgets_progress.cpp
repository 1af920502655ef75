// What tells how things stand: marks, chips, the strip and the map's cells, the timer, banners.
// States: assets/look_terminal.json.
#include <imgui.h>

#include <cmath>

#include "kiosk/ui/ui.h"

namespace asah::ui {

namespace {

struct ToneColours {
    Colour ink;
    Colour soft;
};

ToneColours colours_of(Tone tone) {
    switch (tone) {
        case Tone::Ok:
            return {Colour::Ok, Colour::OkSoft};
        case Tone::Unsure:
            return {Colour::Unsure, Colour::UnsureSoft};
        case Tone::Problem:
            return {Colour::Problem, Colour::ProblemSoft};
        case Tone::Info:
            return {Colour::Info, Colour::InfoSoft};
        case Tone::Accent:
            return {Colour::Accent, Colour::AccentSoft};
        case Tone::Plain:
            break;
    }
    return {Colour::InkSoft, Colour::Sunken};
}

}  // namespace

void Ui::mark(float right, float cy, Mark kind, std::string_view words) {
    const Colour ink = kind == Mark::Failed ? Colour::Problem : Colour::Primary;
    const Icon shape = kind == Mark::Saving  ? Icon::MoreHoriz
                       : kind == Mark::Saved ? Icon::CheckCircle
                                             : Icon::Error;
    const TextStyle style{Step::Caption, Weight::Bold, ink, Align::Left};
    const float width = std::ceil(text_width(words, style));
    const Rect area{right - width, cy - line_px(Step::Caption) / 2, width + 1,
                    line_px(Step::Caption)};
    text(area, words, style);
    icon(area.x - px(6) - icon_px(true) / 2, cy, shape, ink, true);
}

float Ui::chip_width(std::string_view words) const {
    return std::ceil(text_width(words, {Step::Caption, Weight::Bold})) + icon_px(true) + px(28);
}

void Ui::chip(float x, float y, std::string_view words, Icon shape, Tone tone) {
    const ToneColours c = colours_of(tone);
    Rect rect{x, y, chip_width(words), chip_px()};
    fill(rect, c.soft, rect.h / 2);
    if (m_look.theme == Theme::HighContrast) {
        border(rect, c.ink, px(2), rect.h / 2);
    }
    rect = rect.inset(px(11), 0);
    const Rect place = rect.cut_left(icon_px(true), px(6));
    icon(place.centre(), place.middle(), shape, c.ink, true);
    label(rect, words, {Step::Caption, Weight::Bold, c.ink, Align::Left});
}

void Ui::strip(const Rect& rect, const std::vector<Segment>& segments) {
    if (segments.empty()) {
        return;
    }
    const float count = static_cast<float>(segments.size());
    const float gap = count > 30 ? px(3) : px(5);
    const float width = (rect.w - gap * (count - 1)) / count;
    float x = rect.x;
    for (const Segment& segment : segments) {
        const float height = px(segment.is_current ? 24 : 14);
        const Rect bar{x, rect.middle() - height / 2, width, height};
        const float radius = std::min(px(7), width / 2);
        if (segment.state == SegmentState::Answered) {
            fill(bar, Colour::Primary, radius);
        } else if (segment.state == SegmentState::Unsure) {
            fill(bar, Colour::UnsureSoft, radius);
            border(bar, Colour::UnsureMark, px(3), radius);
            const float tip = bar.y - px(1);
            m_list->AddTriangleFilled({bar.centre() - px(5), tip - px(7)},
                                      {bar.centre() + px(5), tip - px(7)}, {bar.centre(), tip},
                                      abgr(Colour::UnsureMark));
        } else {
            fill(bar, Colour::Sheet, radius);
            border(bar, Colour::LineStrong, px(2), radius);
            if (segment.state == SegmentState::Incomplete) {
                fill({bar.x, bar.y, bar.w / 2, bar.h}, Colour::Primary, radius);
            }
        }
        if (segment.is_current) {
            border(bar, Colour::Ink, px(3), radius);
        }
        x += width + gap;
    }
}

bool Ui::map_cell(const Rect& rect, const MapCell& cell) {
    const float radius = px(16);
    const std::string_view state = cell.state == SegmentState::Answered     ? "answered"
                                   : cell.state == SegmentState::Unsure     ? "unsure"
                                   : cell.state == SegmentState::Incomplete ? "incomplete"
                                                                            : "empty";
    const Touch hit = touch({.id = cell.id,
                             .rect = rect,
                             .role = Role::Cell,
                             .text = cell.number,
                             .state = state,
                             .radius = radius});
    Colour ink = Colour::Ink;
    if (cell.state == SegmentState::Answered) {
        fill(rect, hit.is_pressed ? Colour::PrimaryPressed : Colour::Primary, radius);
        ink = Colour::OnPrimary;
    } else if (cell.state == SegmentState::Unsure) {
        fill(rect, Colour::UnsureSoft, radius);
        border(rect, Colour::UnsureMark, px(3), radius);
        ink = Colour::Unsure;
    } else {
        fill(rect, hit.is_pressed ? Colour::Sunken : Colour::Sheet, radius);
        if (cell.state == SegmentState::Incomplete) {
            border(rect, Colour::Primary, px(3), radius);
        } else {
            dashed(rect, Colour::LineStrong, px(2), radius);
        }
    }
    const float number = line_px(Step::Option);
    const float below = std::max(line_px(Step::Caption), icon_px(true));
    Rect inner = rect.centred(number + below);
    label(inner.cut_top(number), cell.number, {Step::Option, Weight::Bold, ink, Align::Centre});
    if (cell.state == SegmentState::Empty || cell.state == SegmentState::Incomplete) {
        label(inner, cell.word, {Step::Caption, Weight::Regular, ink, Align::Centre});
    } else {
        icon(inner.centre(), inner.middle(),
             cell.state == SegmentState::Answered ? Icon::Check : Icon::Flag, ink, true);
    }
    return hit.was_activated;
}

float Ui::timer_width(std::string_view words, std::string_view digits) const {
    const float word = words.empty() ? 0 : std::ceil(text_width(words, {Step::Caption})) + px(10);
    return px(16) + icon_px() + px(10) + word +
           std::ceil(text_width(digits, {Step::Option, Weight::Bold})) + px(18);
}

bool Ui::timer(const Rect& rect, std::string_view id, std::string_view words,
               std::string_view digits, TimerState state) {
    const float radius = rect.h / 2;
    const Touch hit = touch({.id = id,
                             .rect = rect,
                             .role = Role::Button,
                             .text = digits,
                             .state = state == TimerState::Paused    ? "paused"
                                      : state == TimerState::Warning ? "warning"
                                                                     : "running",
                             .radius = radius});
    Colour ink = Colour::Ink;
    if (state == TimerState::Warning) {
        fill(rect, Colour::UnsureSoft, radius);
        border(rect, Colour::UnsureMark, px(2), radius);
        ink = Colour::Unsure;
    } else if (state == TimerState::Paused) {
        fill(rect, Colour::Sheet, radius);
        border(rect, Colour::LineStrong, px(2), radius);
    } else {
        fill(rect, hit.is_pressed ? Colour::Line : Colour::Sunken, radius);
    }
    Rect inner = rect;
    inner.cut_left(px(16));
    const Rect place = inner.cut_left(icon_px(), px(10));
    icon(place.centre(), place.middle(), state == TimerState::Paused ? Icon::Pause : Icon::Schedule,
         ink);
    inner.cut_right(px(16));
    const float digits_width = std::ceil(text_width(digits, {Step::Option, Weight::Bold})) + 1;
    const Rect right = inner.cut_right(digits_width, px(8));
    label(right, digits, {Step::Option, Weight::Bold, ink, Align::Right});
    if (!words.empty()) {
        label(inner, words, {Step::Caption, Weight::Regular, Colour::InkSoft, Align::Left});
    }
    return hit.was_activated;
}

namespace {

constexpr TextStyle kBannerBold{Step::Body, Weight::Bold, Colour::Ink, Align::Left};
constexpr TextStyle kBannerText{Step::Body, Weight::Regular, Colour::Ink, Align::Left};

struct BannerWords {
    float width = 0;
    bool is_one_line = false;
    float bold_width = 0;
};

BannerWords banner_words(const Ui& ui, float width, const Banner& banner) {
    BannerWords words;
    words.width = width - ui.px(24) - ui.icon_px() - ui.px(14) - ui.px(24);
    if (!banner.button.id.empty()) {
        words.width -= ui.button_width(banner.button) + ui.px(16);
    }
    words.bold_width = std::ceil(ui.text_width(banner.bold, kBannerBold)) + ui.px(8);
    words.is_one_line =
        words.bold_width + ui.text_width(banner.words, kBannerText) + 2 < words.width;
    return words;
}

}  // namespace

float Ui::banner_height(float width, const Banner& banner) const {
    const BannerWords words = banner_words(*this, width, banner);
    const float height = words.is_one_line
                             ? line_px(Step::Body)
                             : text_height(banner.bold, kBannerBold, words.width) +
                                   text_height(banner.words, kBannerText, words.width);
    const float button = banner.button.id.empty() ? 0 : std::max(px(48), tx(44));
    return std::max({px(m_metrics.is_compact ? 60 : 72), height + px(20), button + px(16)});
}

bool Ui::banner(const Rect& rect, const Banner& banner) {
    const ToneColours c = colours_of(banner.tone);
    const Colour edge = banner.tone == Tone::Unsure ? Colour::UnsureMark : c.ink;
    const BannerWords words = banner_words(*this, rect.w, banner);
    fill(rect, c.soft);
    fill({rect.x, rect.bottom() - px(2), rect.w, px(2)}, edge);
    Rect inner = rect.inset(px(24), 0);
    const Rect sign = inner.cut_left(icon_px(), px(14));
    icon(sign.centre(), rect.middle(), banner.icon, c.ink);
    bool was_pressed_button = false;
    if (!banner.button.id.empty()) {
        const Rect place = inner.cut_right(button_width(banner.button), px(16));
        was_pressed_button = button(place.centred(std::max(px(48), tx(44))), banner.button);
    }
    if (words.is_one_line) {
        const Rect line = inner.centred(line_px(Step::Body));
        text(line, banner.bold, kBannerBold);
        text({line.x + words.bold_width, line.y, words.width - words.bold_width, line.h},
             banner.words, kBannerText);
    } else {
        const float bold = text_height(banner.bold, kBannerBold, words.width);
        const float body = text_height(banner.words, kBannerText, words.width);
        const Rect block = inner.centred(bold + body);
        text({block.x, block.y, words.width, bold}, banner.bold, kBannerBold);
        text({block.x, block.y + bold, words.width, body}, banner.words, kBannerText);
    }
    return was_pressed_button;
}

}  // namespace asah::ui
