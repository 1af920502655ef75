// Every page in three sizes and four text sizes: ids, targets, nothing clipped, keyboard alone.
#include <doctest/doctest.h>

#include "tests/ui/bench.h"
#include "tools/gallery/pages.h"

using namespace asah::ui;
using asah::gallery::Page;
using asah::ui::testing::Bench;

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
    return std::string(page.name) + " " + std::to_string(look.width) + "x" +
           std::to_string(look.height) + " at " + std::to_string(look.text_percent);
}

template <class Check>
void for_each_look(const Check& check) {
    for (const Page& page : asah::gallery::kPages) {
        if (std::string_view(page.name) == "components") {
            continue;  // a table of states at fixed places, not a screen
        }
        for (const auto& [width, height] : kSizes) {
            for (const int percent : {100, 200}) {
                check(page, Look{width, height, percent, Theme::Light});
            }
        }
    }
}

}  // namespace

TEST_SUITE("kiosk/ui/regions") {
    TEST_CASE("nothing is clipped, small or without an id, in every size") {
        for_each_look([](const Page& page, const Look& look) {
            Bench bench(look, [&](Ui& ui) { page.draw(ui); });
            const std::string faults = join(bench.audit());
            INFO(where(page, look));
            CHECK(faults == "");
        });
    }

    TEST_CASE("Tab alone reaches every enabled widget, in every size") {
        for_each_look([](const Page& page, const Look& look) {
            Bench bench(look, [&](Ui& ui) { page.draw(ui); });
            const auto reached = bench.reach_by_tab();
            INFO(where(page, look));
            for (const Widget& widget : bench.ui().record()) {
                if (widget.role != Role::Text && widget.is_enabled) {
                    INFO(widget.id);
                    CHECK(reached.count(widget.id) == 1);
                }
            }
        });
    }

    TEST_CASE("letters, digits and Enter answer and go on without a mouse") {
        std::vector<std::string> hits;
        Bench bench({}, [&](Ui& ui) {
            if (auto hit = asah::gallery::draw_quiz(ui)) {
                hits.push_back(*hit);
            }
        });
        bench.type("b");
        bench.type("4");
        bench.type("r");
        bench.type("l");
        bench.key(ImGuiKey_Enter);
        bench.key(ImGuiKey_PageUp);
        bench.key(ImGuiKey_F2);
        CHECK(hits == std::vector<std::string>{"quiz.option.b", "quiz.option.d", "quiz.unsure",
                                               "quiz.skip", "quiz.next", "quiz.previous",
                                               "quiz.map"});
    }

    TEST_CASE("Enter never ends a sitting; Escape is the safe answer; Space ends it on purpose") {
        std::vector<std::string> hits;
        Bench bench({}, [&](Ui& ui) {
            if (auto hit = asah::gallery::draw_finish(ui)) {
                hits.push_back(*hit);
            }
        });
        bench.key(ImGuiKey_Escape);
        bench.key(ImGuiKey_Tab);
        REQUIRE(bench.ui().focus() == "finish.confirm");
        bench.key(ImGuiKey_Enter);
        CHECK(hits == std::vector<std::string>{"finish.back"});
        bench.key(ImGuiKey_Space);
        CHECK(hits == std::vector<std::string>{"finish.back", "finish.confirm"});
    }
}
