// Every screen as the kiosk draws it, in three sizes, two languages and two text sizes: ids,
// targets, nothing clipped, keyboard alone.
#include <doctest/doctest.h>

#include "assets/lang.h"
#include "kiosk/ui/draw/draw_app.h"
#include "tests/ui/headless_window.h"
#include "tools/gallery/pages.h"

using namespace asah;
using namespace asah::ui;
using asah::gallery::Page;
using asah::ui::testing::HeadlessWindow;

namespace {

constexpr std::pair<int, int> kSizes[] = {{1024, 600}, {1280, 800}, {1920, 1080}};

std::string join(const std::vector<std::string>& lines) {
    std::string all;
    for (const std::string& line : lines) {
        all += line + "; ";
    }
    return all;
}

std::string where(const Page& page, const Look& look) {
    return page.name + (page.state.language == Language::English ? " en " : " id ") +
           std::to_string(look.width) + "x" + std::to_string(look.height) + " at " +
           std::to_string(look.text_percent);
}

template <class Check>
void for_each_look(const Check& check) {
    for (const Language language : {Language::Indonesian, Language::English}) {
        const Catalogue catalogue = assets::load_catalogue(language);
        for (Page& page : gallery::make_pages()) {
            page.state.language = language;
            const auto view = screens::make_app_view(page.state, catalogue);
            for (const auto& [width, height] : kSizes) {
                for (const int percent : {100, 200}) {
                    const Look look{width, height, percent, Theme::Light};
                    INFO(where(page, look));
                    check(page, view, look);
                }
            }
        }
    }
}

}  // namespace

TEST_SUITE("kiosk/ui/draw") {
    TEST_CASE("nothing is clipped, small, overlapping or without an id, on every screen") {
        for_each_look([](const Page&, const screens::AppView& view, const Look& look) {
            HeadlessWindow window(look, [&](Ui& ui) { draw_app(ui, view); });
            CHECK(join(window.audit()) == "");
        });
    }

    TEST_CASE("Tab alone reaches every enabled widget, on every screen") {
        for_each_look([](const Page&, const screens::AppView& view, const Look& look) {
            HeadlessWindow window(look, [&](Ui& ui) { draw_app(ui, view); });
            const auto reached = window.reach_by_tab();
            for (const Widget& widget : window.ui().record()) {
                if (widget.role != Role::Text && widget.is_enabled) {
                    INFO(widget.id);
                    CHECK(reached.count(widget.id) == 1);
                }
            }
        });
    }

    TEST_CASE("every widget's id means something to its screen") {
        const Catalogue catalogue = assets::load_catalogue(Language::Indonesian);
        for (const Page& page : gallery::make_pages()) {
            const auto view = screens::make_app_view(page.state, catalogue);
            HeadlessWindow window({1920, 1080, 100, Theme::Light},
                                  [&](Ui& ui) { draw_app(ui, view); });
            for (const Widget& widget : window.ui().record()) {
                const bool is_own = widget.role == Role::Text || widget.id.ends_with(".up") ||
                                    widget.id.ends_with(".down") || widget.id.ends_with(".now") ||
                                    widget.id == "finishing.wait" || widget.id == "quiz.note" ||
                                    widget.id == "quiz.text" || widget.id.starts_with("quiz.key.");
                INFO(page.name, " ", widget.id);
                CHECK((is_own || screens::event_for(page.state, widget.id).has_value()));
            }
        }
    }
}
