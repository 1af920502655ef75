#include "kiosk/ui/ui.h"

#include <doctest/doctest.h>

#include "kiosk/core/items/terminal_signs.h"
#include "kiosk/ui/chrome.h"
#include "tests/ui/headless_window.h"

using namespace asah::ui;
using asah::ui::testing::HeadlessWindow;

namespace {

struct Taps {
    int first = 0;
    int second = 0;
    int option = 0;
    int enter = 0;
};

void draw_page(Ui& ui, Taps& taps) {
    ui.begin("page", "page", "page.first");
    taps.first += ui.button({100, 100, 200, 60}, {.id = "page.first", .label = "Mulai"}) ? 1 : 0;
    taps.second += ui.button({100, 200, 200, 60}, {.id = "page.second", .label = "Lihat"}) ? 1 : 0;
    taps.option += ui.option({100, 300, 500, 68},
                             {.id = "page.option", .letter = "A", .text = "memakai sandi"})
                       ? 1
                       : 0;
    ui.button({100, 400, 200, 60}, {.id = "page.off", .label = "Masuk", .enabled = Enabled::No});
    ui.field({100, 500, 300, 68},
             {.id = "page.field", .label = "PIN", .shown = "246810", .length = 6});
    taps.enter += ui.was_pressed(Key::Enter) ? 1 : 0;
    ui.end();
}

/// Numbers of the signs that a font has no glyph for.
template <std::size_t N>
std::string missing_signs(const ImFont& font, const std::array<asah::items::SignRange, N>& signs) {
    std::string missing;
    for (const auto& range : signs) {
        for (char32_t sign = range.first; sign <= range.last; ++sign) {
            if (font.FindGlyphNoFallback(static_cast<ImWchar>(sign)) == nullptr) {
                missing += asah::items::sign_name(sign) + " ";
            }
        }
    }
    return missing;
}

}  // namespace

TEST_SUITE("kiosk/ui/ui") {
    TEST_CASE("a tap activates the widget under it, once") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        window.tap("page.second");
        CHECK(taps.second == 1);
        CHECK(taps.first == 0);
    }

    TEST_CASE("a finger that slides off before it lifts activates nothing") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(150, 120);
        io.AddMouseButtonEvent(0, true);
        io.AddMousePosEvent(900, 700);
        io.AddMouseButtonEvent(0, false);
        window.settle();
        CHECK(taps.first == 0);
    }

    TEST_CASE("two taps queued before one frame are two taps") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        ImGuiIO& io = ImGui::GetIO();
        io.AddMousePosEvent(150, 120);
        for (int i = 0; i < 2; ++i) {
            io.AddMouseButtonEvent(0, true);
            io.AddMouseButtonEvent(0, false);
        }
        window.settle();
        window.settle();
        CHECK(taps.first == 2);
    }

    TEST_CASE("Space activates what has focus, Enter too except on answers") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        window.key(ImGuiKey_Space);
        CHECK(taps.first == 1);
        window.key(ImGuiKey_Enter);
        CHECK(taps.first == 2);
        window.tap("page.option");
        CHECK(taps.option == 1);
        window.key(ImGuiKey_Enter);
        CHECK(taps.option == 1);
        CHECK(taps.enter == 1);
        window.key(ImGuiKey_Space);
        CHECK(taps.option == 2);
    }

    TEST_CASE("Tab reaches everything that is enabled and nothing else") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        CHECK(window.reach_by_tab() ==
              std::set<std::string>{"page.first", "page.second", "page.option", "page.field"});
    }

    TEST_CASE("the record holds the length of a field and not its content") {
        Taps taps;
        HeadlessWindow window({}, [&](Ui& ui) { draw_page(ui, taps); });
        const std::string json = to_json("page", 1, 2, window.ui().record());
        CHECK(json.find("246810") == std::string::npos);
        REQUIRE(window.find("page.field") != nullptr);
        CHECK(window.find("page.field")->state == "length 6");
    }

    TEST_CASE("under a dialog nothing else takes input, and focus comes back after it") {
        bool is_open = false;
        int below = 0;
        int safe = 0;
        HeadlessWindow window({}, [&](Ui& ui) {
            ui.begin("page", "page", "page.below");
            if (is_open) {
                ui.cover();
            }
            below +=
                ui.button({10, 10, 200, 60}, {.id = "page.below", .label = "Di bawah"}) ? 1 : 0;
            if (is_open) {
                const Rect inside = ui.begin_dialog("page.dialog", 700, 400, 40, "dialog.safe");
                safe += ui.button({inside.x, inside.y, 200, 60},
                                  {.id = "dialog.safe", .label = "Kembali"})
                            ? 1
                            : 0;
            }
            ui.end();
        });
        is_open = true;
        window.settle();
        window.tap("page.below");
        CHECK(below == 0);
        window.key(ImGuiKey_Enter);
        CHECK(safe == 1);
        is_open = false;
        window.settle();
        CHECK(window.ui().focus() == "page.below");
        window.tap("page.below");
        CHECK(below == 1);
    }

    TEST_CASE("what does not fit scrolls, and the focus brings it into view") {
        HeadlessWindow window({}, [](Ui& ui) {
            ui.begin("page", "page", "row.0");
            const Rect area{100, 100, 600, 300};
            const Rect inner = ui.begin_scroll("page.rows", area);
            float y = inner.y;
            for (int i = 0; i < 8; ++i) {
                const std::string id = "row." + std::to_string(i);
                ui.button({inner.x, y, inner.w, 60}, {.id = id, .label = id});
                y += 72;
            }
            ui.end_scroll(y);
            ui.end();
        });
        CHECK(window.find("row.7") == nullptr);
        CHECK_FALSE(window.ui().is_at_end("page.rows"));
        const auto reached = window.reach_by_tab();
        CHECK(reached.count("row.7") == 1);
        CHECK(reached.count("page.rows.down") == 1);
    }

    TEST_CASE("colours are the tokens'") {
        CHECK(rgb(Colour::Paper, Theme::Light) == 0xF6F0E4);
        CHECK(rgb(Colour::Primary, Theme::Light) == 0x0B5A52);
        CHECK(rgb(Colour::Focus, Theme::HighContrast) == 0xFFE500);
        CHECK(em_px(Step::Stem, {.text_percent = 200}) == 48);
        CHECK(em_px(Step::Body, {.width = 1920, .height = 1080}) == 23);
    }

    TEST_CASE("every sign that the tables promise is baked from the fonts, at every text size") {
        for (const int percent : {100, 125, 150, 200}) {
            HeadlessWindow window({1280, 800, percent, Theme::Light}, [](Ui& ui) {
                ui.begin("page", "page", "");
                ui.end();
            });
            const auto fonts = bake_fonts(window.ui().look());
            REQUIRE(fonts.has_value());
            for (const Step step : {Step::Caption, Step::Body, Step::Option, Step::Stem}) {
                for (const Weight weight : {Weight::Regular, Weight::Bold}) {
                    const auto* font = fonts->text[static_cast<std::size_t>(step)]
                                                  [static_cast<std::size_t>(weight)];
                    CHECK(missing_signs(*font, asah::items::kTextSigns) == "");
                    CHECK(missing_signs(*font, asah::items::kMathSigns) == "");
                }
            }
        }
    }

    TEST_CASE("the record quotes what JSON needs quoted") {
        Widget widget;
        widget.id = "a";
        widget.text = "kata \"sandi\"\n";
        widget.rect = {1, 2, 3, 4};
        CHECK(to_json("quiz", 7, 9, {widget}) ==
              "{\"screen\":\"quiz\",\"frame\":7,\"at_ms\":9,\"widgets\":[{\"id\":\"a\",\"role\":"
              "\"text\",\"text\":\"kata \\\"sandi\\\"\\u000a\",\"rect\":[1,2,4,6],\"enabled\":true,"
              "\"focus\":-1,\"state\":\"\"}]}");
    }
}
